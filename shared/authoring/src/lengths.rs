//! Module `lengths`: how many questions shoppers are asked, over all cases of a topic.

use recourse::diagram::{Arena, Node, NodeRef};
use recourse::interview::{Next, next};
use recourse::policy::Policy;
use recourse::question::{Facts, Kind, Situation};
use recourse::types::TopicId;
use std::collections::{BTreeMap, BTreeSet};

/// The numbers of questions in a topic for a shopper of whom nothing is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Lengths {
    /// The fewest until the verdicts are certain; a last day can need further questions.
    pub(crate) fewest: usize,
    /// The most, including those for the last days.
    pub(crate) most: usize,
    /// The mean until the verdicts are certain, if all regions of a question are equally likely.
    pub(crate) average: f64,
}

const NONE: Lengths = Lengths { fewest: 0, most: 0, average: 0.0 };

pub(crate) fn lengths(policy: &Policy, topic: &TopicId) -> Lengths {
    let Some(diagram) = policy.diagram(topic) else { return NONE };
    let mut search = Search { policy, arena: &diagram.arena, known: BTreeMap::new() };
    let to_verdicts = search.lengths_from(diagram.roots.clone(), &BTreeSet::new());
    let today = policy.parts().as_of;
    let start = Situation { topic: topic.clone(), facts: Facts::default(), today };
    match next(policy, &start) {
        Next::Ask { max_remaining_questions, .. } => {
            Lengths { most: usize::from(max_remaining_questions), ..to_verdicts }
        }
        Next::Done(_) => to_verdicts,
    }
}

/// The search through all cases of a topic.
struct Search<'a> {
    policy: &'a Policy,
    arena: &'a Arena,
    /// The result of every state that was visited.
    known: BTreeMap<(Vec<NodeRef>, BTreeSet<u8>), Lengths>,
}

impl Search<'_> {
    /// The questions asked from these nodes on. `dates` are the dates that were asked before: a
    /// span between two of them asks nothing more.
    fn lengths_from(&mut self, nodes: Vec<NodeRef>, dates: &BTreeSet<u8>) -> Lengths {
        let tests = nodes.iter().filter_map(|node| match self.arena.node(*node) {
            Node::Test { question, edges } => Some((*question, edges.len())),
            Node::Leaf(_) => None,
        });
        let Some((question, width)) = tests.min_by_key(|(question, _)| *question) else {
            return NONE;
        };
        let state = (nodes, dates.clone());
        if let Some(known) = self.known.get(&state) {
            return *known;
        }
        let mut dates = dates.clone();
        let asked = self.count_asked(question, &mut dates);
        let (nodes, _) = &state;
        let mut sum = Lengths { fewest: usize::MAX, most: 0, average: 0.0 };
        for region in 0..width {
            let next =
                nodes.iter().map(|node| self.arena.follow(*node, question, region)).collect();
            let rest = self.lengths_from(next, &dates);
            sum.fewest = sum.fewest.min(rest.fewest.saturating_add(asked));
            sum.most = sum.most.max(rest.most.saturating_add(asked));
            sum.average += rest.average;
        }
        sum.average = sum.average / to_float(width) + to_float(asked);
        self.known.insert(state, sum);
        sum
    }

    /// How many questions the shopper is asked to settle this one: itself, or for a span those
    /// of its dates that were not asked before.
    fn count_asked(&self, question: u8, dates: &mut BTreeSet<u8>) -> usize {
        match self.policy.questions().get(usize::from(question)).map(|question| &question.kind) {
            Some(Kind::Span { from, to, .. }) => {
                [*from, *to].into_iter().filter(|date| dates.insert(*date)).count()
            }
            Some(Kind::Date { .. }) => usize::from(dates.insert(question)),
            _ => 1,
        }
    }
}

fn to_float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
