//! Module `stats`: how large a policy is, in figures that `check` prints.

use crate::compile::CompiledPolicy;
use crate::lengths::lengths;
use crate::properties::tested;
use recourse::clause::Topic;
use recourse::policy::Policy;
use recourse::region::regions;
use serde::Serialize;
use std::collections::BTreeSet;

/// Figures of a policy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stats {
    /// Questions, spans included.
    pub questions: usize,
    /// Regions of all questions together.
    pub regions: usize,
    /// Clauses of both phases.
    pub clauses: usize,
    /// Rows of the acceptance list that a part cites.
    pub requirements: usize,
    /// Per topic.
    pub topics: Vec<TopicStats>,
}

/// Figures of a topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicStats {
    /// The topic.
    pub topic: String,
    /// Questions that its clauses mention.
    pub questions: usize,
    /// Cases: the product of those questions' regions.
    pub cases: u128,
    /// Nodes of its diagrams.
    pub nodes: usize,
    /// Fewest questions that a shopper is asked of whom nothing is known.
    pub fewest: usize,
    /// Most questions.
    pub most: usize,
    /// Mean over all cases, every region of every question being equally likely.
    pub average: f64,
}

impl Stats {
    /// The figures of a compiled policy.
    #[must_use]
    pub fn of(bundle: &CompiledPolicy) -> Stats {
        let parts = bundle.policy.parts();
        Stats {
            questions: parts.questions.len(),
            regions: parts.questions.iter().map(regions).sum(),
            clauses: bundle.policy.clauses().count(),
            requirements: bundle.requirements.len(),
            topics: parts.topics.iter().map(|topic| of_topic(&bundle.policy, topic)).collect(),
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

fn of_topic(policy: &Policy, topic: &Topic) -> TopicStats {
    let mut questions: BTreeSet<u8> = BTreeSet::new();
    let spoken = |clause: &&recourse::clause::Clause| {
        topic.remedies.iter().any(|remedy| clause.concerns(topic, remedy))
    };
    for clause in policy.clauses().filter(spoken) {
        clause.when.questions(&mut |ix| {
            questions.insert(ix);
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
