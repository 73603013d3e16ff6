//! Module `lengths`: how many questions shoppers are asked, over every case of a topic.

use recourse::diagram::{Arena, Node, NodeRef};
use recourse::interview::{Next, next};
use recourse::policy::Policy;
use recourse::question::{Facts, Kind, Situation};
use recourse::types::TopicId;
use std::collections::{BTreeMap, BTreeSet};

/// Questions asked in a topic where nothing is known before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Lengths {
    /// To the verdicts; a last day can take further questions.
    pub(crate) fewest: usize,
    /// Those for the last days included.
    pub(crate) most: usize,
    /// To the verdicts, where every region of every question is equally likely.
    pub(crate) average: f64,
}

const NONE: Lengths = Lengths { fewest: 0, most: 0, average: 0.0 };

pub(crate) fn lengths(policy: &Policy, topic: &TopicId) -> Lengths {
    let Some(diagram) = policy.diagram(topic) else { return NONE };
    let mut walk = Walk { policy, arena: &diagram.arena, known: BTreeMap::new() };
    let to_verdicts = walk.from(diagram.roots.clone(), &BTreeSet::new());
    let today = policy.parts().as_of;
    let start = Situation { topic: topic.clone(), facts: Facts::default(), today };
    match next(policy, &start) {
        Next::Ask { max_remaining_questions, .. } => {
            Lengths { most: usize::from(max_remaining_questions), ..to_verdicts }
        }
        Next::Done(_) => to_verdicts,
    }
}

struct Walk<'a> {
    policy: &'a Policy,
    arena: &'a Arena,
    known: BTreeMap<(Vec<NodeRef>, BTreeSet<u8>), Lengths>,
}

impl Walk<'_> {
    /// `dates` are the dates asked before: a span between two of them asks nothing more.
    fn from(&mut self, at: Vec<NodeRef>, dates: &BTreeSet<u8>) -> Lengths {
        let tests = at.iter().filter_map(|node| match self.arena.node(*node) {
            Node::Test { question, edges } => Some((*question, edges.len())),
            Node::Leaf(_) => None,
        });
        let Some((question, width)) = tests.min_by_key(|(question, _)| *question) else {
            return NONE;
        };
        let state = (at, dates.clone());
        if let Some(known) = self.known.get(&state) {
            return *known;
        }
        let mut dates = dates.clone();
        let here = self.asked(question, &mut dates);
        let (at, _) = &state;
        let mut sum = Lengths { fewest: usize::MAX, most: 0, average: 0.0 };
        for region in 0..width {
            let next = at.iter().map(|node| self.arena.follow(*node, question, region)).collect();
            let rest = self.from(next, &dates);
            sum.fewest = sum.fewest.min(rest.fewest.saturating_add(here));
            sum.most = sum.most.max(rest.most.saturating_add(here));
            sum.average += rest.average;
        }
        sum.average = sum.average / to_float(width) + to_float(here);
        self.known.insert(state, sum);
        sum
    }

    /// How many questions this one puts to the shopper: itself, or for a span its dates that were
    /// not asked.
    fn asked(&self, question: u8, dates: &mut BTreeSet<u8>) -> usize {
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
