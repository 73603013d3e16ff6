//! Module `stats`: the size of a policy, in the figures that `check` prints.

use crate::compile::CompiledPolicy;
use crate::lengths::lengths;
use crate::properties::tested;
use recourse::clause::{Clause, Topic};
use recourse::policy::Policy;
use recourse::region::regions;
use serde::Serialize;
use std::collections::BTreeSet;

/// The figures of a policy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stats {
    /// Questions, including spans.
    pub questions: usize,
    /// Regions of all questions together.
    pub regions: usize,
    /// Clauses of both phases.
    pub clauses: usize,
    /// Requirements that a part cites.
    pub requirements: usize,
    /// The figures of each topic.
    pub topics: Vec<TopicStats>,
}

/// The figures of a topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicStats {
    /// The topic.
    pub topic: String,
    /// Questions that its clauses mention.
    pub questions: usize,
    /// Cases: the product of the regions of those questions.
    pub cases: u128,
    /// Nodes of its diagrams.
    pub nodes: usize,
    /// The fewest questions that a shopper is asked if nothing is known.
    pub fewest: usize,
    /// The most questions.
    pub most: usize,
    /// The mean number of questions over all cases, if all regions of a question are equally
    /// likely.
    pub average: f64,
}

impl Stats {
    /// The figures of a compiled policy.
    #[must_use]
    pub fn of(compiled: &CompiledPolicy) -> Stats {
        let policy = &compiled.policy;
        let parts = policy.parts();
        Stats {
            questions: parts.questions.len(),
            regions: parts.questions.iter().map(regions).sum(),
            clauses: policy.clauses().count(),
            requirements: compiled.requirements.len(),
            topics: parts.topics.iter().map(|topic| topic_stats(policy, topic)).collect(),
        }
    }

    /// Cases of all topics together.
    #[must_use]
    pub fn cases(&self) -> u128 {
        self.topics.iter().map(|topic| topic.cases).fold(0, u128::saturating_add)
    }

    /// Nodes of all diagrams together.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.topics.iter().map(|topic| topic.nodes).sum()
    }
}

fn topic_stats(policy: &Policy, topic: &Topic) -> TopicStats {
    let mut questions: BTreeSet<u8> = BTreeSet::new();
    let applies =
        |clause: &&Clause| topic.remedies.iter().any(|remedy| clause.concerns(topic, remedy));
    for clause in policy.clauses().filter(applies) {
        clause.when.questions(&mut |question| {
            questions.insert(question);
        });
    }
    if topic.right.is_some() {
        questions.extend(policy.parts().place_question);
    }
    let sizes =
        questions.iter().filter_map(|ix| policy.questions().get(usize::from(*ix))).map(regions);
    let nodes = policy
        .diagram(&topic.id)
        .map_or(0, |diagram| tested(&diagram.arena, &diagram.roots).0.len());
    let lengths = lengths(policy, &topic.id);
    TopicStats {
        topic: topic.id.to_string(),
        questions: questions.len(),
        cases: sizes
            .map(|size| u128::try_from(size).unwrap_or(u128::MAX))
            .fold(1, u128::saturating_mul),
        nodes,
        fewest: lengths.fewest,
        most: lengths.most,
        average: lengths.average,
    }
}
