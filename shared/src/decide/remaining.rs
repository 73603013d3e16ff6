//! Module `decide`: how many questions remain at most: the longest path through the diagrams of
//! today and of all later days together, because the verdicts of later days determine the last day.

use super::judge::Judgement;
use super::policy_verdict;
use crate::clause::Verdict;
use crate::diagram::{Arena, Leaf, NodeRef, Ruling};
use crate::question::{Kind, Question};
use crate::region::{RegionSet, value_regions};
use alloc::vec;
use alloc::vec::Vec;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

/// Maximum number of states that are visited; beyond it, the result is the number of all questions.
const STATES_MAX: usize = 20_000;

/// The nodes that are reached in the diagram of one remedy.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Position {
    today: NodeRef,
    /// The nodes on any later day, for dates that have aged by an unknown number of days; in
    /// order, each once.
    later: Vec<NodeRef>,
}

/// The positions of all remedies, and the questions that were asked already because they settle
/// another question, in order.
type State = (Vec<Position>, Vec<u8>);

/// The search for the longest path.
struct Search<'a> {
    judgement: &'a Judgement<'a>,
    arena: Arena,
    /// The result of every state that was visited.
    known: IndexMap<State, u8, FxBuildHasher>,
}

/// The most questions that can still be asked.
pub(super) fn questions(judgement: &Judgement<'_>) -> u8 {
    let mut search = Search { judgement, arena: Arena::default(), known: IndexMap::default() };
    let start = search.start();
    search.longest_path((start, Vec::new()))
}

impl Search<'_> {
    fn start(&mut self) -> Vec<Position> {
        let (possible, diagram) = (self.judgement.possible(), self.judgement.diagram());
        let later: Vec<RegionSet> = possible
            .iter()
            .zip(0u8..)
            .map(|(set, question)| {
                set.iter().fold(*set, |sum, region| sum.union(self.aged_regions(question, region)))
            })
            .collect();
        let arena = &mut self.arena;
        let position = |root: &NodeRef| {
            let today = diagram.arena.restrict(*root, possible, arena);
            let later = diagram.arena.restrict_and_map(*root, &later, &without_clause, arena);
            Position { today, later: vec![later] }
        };
        diagram.roots.iter().map(position).collect()
    }

    /// The regions that a region becomes as days pass: the limits of a date end one after the
    /// other.
    fn aged_regions(&self, question: u8, region: usize) -> RegionSet {
        let found = self.judgement.policy.questions().get(usize::from(question));
        match found.map(|question| &question.kind) {
            Some(kind @ Kind::Date { .. }) if region < value_regions(kind) => {
                RegionSet::range(region, value_regions(kind).saturating_sub(1))
            }
            _ => RegionSet::one(region),
        }
    }

    /// The most questions that can be asked from a state on.
    fn longest_path(&mut self, state: State) -> u8 {
        let (positions, asked) = &state;
        let Some(question) = self.first_question(positions) else { return 0 };
        if let Some(known) = self.known.get(&state) {
            return *known;
        }
        let (count, asked) = self.ask(question, asked);
        let possible = self.judgement.possible().get(usize::from(question)).copied();
        let mut longest = 0;
        for region in possible.unwrap_or(RegionSet::EMPTY).iter() {
            if self.known.len() > STATES_MAX {
                return u8::try_from(self.judgement.policy.questions().len()).unwrap_or(u8::MAX);
            }
            let next = positions.iter().map(|at| self.follow(at, question, region)).collect();
            longest = longest.max(self.longest_path((next, asked.clone())));
        }
        let total = longest.saturating_add(count);
        self.known.insert(state, total);
        total
    }

    /// The first question on which a position depends.
    fn first_question(&self, positions: &[Position]) -> Option<u8> {
        let nodes = positions.iter().flat_map(|at| at.later.iter().chain([&at.today]));
        nodes.filter_map(|node| self.arena.question(*node)).min()
    }

    /// How many questions the shopper is asked to settle this one, without those in `asked`; and
    /// the questions asked so far that also settle a later one.
    fn ask(&self, question: u8, asked: &[u8]) -> (u8, Vec<u8>) {
        let can_be_asked = |source: &u8| self.judgement.is_open(*source) && self.is_asked(*source);
        let sources = self.judgement.sources(question).into_iter().filter(can_be_asked);
        let all = in_order(sources.chain(asked.iter().copied()));
        let count = all.len().saturating_sub(asked.len());
        let settling = all.into_iter().filter(|source| self.settles_later(*source, question));
        (u8::try_from(count).unwrap_or(u8::MAX), settling.collect())
    }

    /// Whether a question settles one that comes after `last`.
    fn settles_later(&self, source: u8, last: u8) -> bool {
        let questions = (0u8..).zip(self.judgement.policy.questions());
        let mut later = questions.filter(|(index, _)| *index > last);
        later.any(|(index, question)| question.sources(index).contains(&source))
    }

    fn is_asked(&self, question: u8) -> bool {
        let questions = self.judgement.policy.questions();
        questions.get(usize::from(question)).is_some_and(Question::is_asked)
    }

    /// The position after an answer in that region.
    fn follow(&self, position: &Position, question: u8, region: usize) -> Position {
        let today = self.arena.follow(position.today, question, region);
        let is_refused = match self.arena.leaf(today) {
            Some(Leaf::Ruling(ruling)) => policy_verdict(ruling) == Verdict::Refused,
            _ => false,
        };
        if is_refused {
            // A refusal has no last day, so later days do not matter.
            return Position { today, later: Vec::new() };
        }
        let aged = self.aged_regions(question, region);
        let later = position.later.iter().flat_map(|node| {
            aged.iter().map(move |region| self.arena.follow(*node, question, region))
        });
        Position { today, later: in_order(later) }
    }
}

/// Every item once, in order: equal sets are equal lists.
fn in_order<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut list: Vec<T> = items.collect();
    list.sort_unstable();
    list.dedup();
    list
}

/// A leaf without its clause: of later days, only the verdict matters.
fn without_clause(leaf: Leaf) -> Leaf {
    match leaf {
        Leaf::Ruling(ruling) => Leaf::Ruling(Ruling::Excluded(policy_verdict(ruling))),
        truth => truth,
    }
}
