//! Module `decide`: how many questions can still come at most: the longest way through today's diagrams together with those of
//! all later days, because a later day's verdict decides the last day.

use super::judge::Judgement;
use super::policy_verdict;
use crate::clause::Verdict;
use crate::diagram::{Arena, Leaf, NodeRef, Ruling};
use crate::question::Kind;
use crate::region::{RegionSet, value_regions};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

/// Most intermediate states that are visited before the number of all questions is the answer.
const STATES_MAX: usize = 20_000;

/// Where one remedy's diagrams have come to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    today: NodeRef,
    /// On some later day or other: its dates have aged by an unknown number of days.
    later: BTreeSet<NodeRef>,
}

/// The places of all remedies, and the questions that were put on the way for the sake of another one.
type State = (Vec<Place>, BTreeSet<u8>);

struct Walk<'a> {
    judgement: &'a Judgement<'a>,
    arena: Arena,
    known: BTreeMap<State, u8>,
}

/// The most questions that can still be asked.
pub(super) fn questions(judgement: &Judgement<'_>) -> u8 {
    let mut walk = Walk { judgement, arena: Arena::default(), known: BTreeMap::new() };
    let start = walk.start();
    walk.longest((start, BTreeSet::new()))
}

impl Walk<'_> {
    fn start(&mut self) -> Vec<Place> {
        let (possible, diagram) = (self.judgement.possible(), self.judgement.diagram());
        let later: Vec<RegionSet> = possible
            .iter()
            .zip(0u8..)
            .map(|(set, ix)| set.iter().fold(*set, |sum, region| sum.union(self.aged(ix, region))))
            .collect();
        let arena = &mut self.arena;
        let place = |root: &NodeRef| Place {
            today: diagram.arena.restrict(*root, possible, arena),
            later: BTreeSet::from([diagram.arena.restrict_and_map(
                *root,
                &later,
                &only_verdict,
                arena,
            )]),
        };
        diagram.roots.iter().map(place).collect()
    }

    /// The regions that a region turns into as days pass: a date's limits end one after the other.
    fn aged(&self, question: u8, region: usize) -> RegionSet {
        match self
            .judgement
            .policy
            .questions()
            .get(usize::from(question))
            .map(|question| &question.kind)
        {
            Some(kind @ Kind::Date { .. }) if region < value_regions(kind) => {
                RegionSet::range(region, value_regions(kind).saturating_sub(1))
            }
            _ => RegionSet::one(region),
        }
    }

    fn longest(&mut self, state: State) -> u8 {
        let nodes = state.0.iter().flat_map(|place| place.later.iter().chain([&place.today]));
        let Some(question) = nodes.filter_map(|node| self.arena.question(*node)).min() else {
            return 0;
        };
        if let Some(known) = self.known.get(&state) {
            return *known;
        }
        let (here, put) = self.put(question, &state.1);
        let mut longest = 0;
        let possible = self.judgement.possible().get(usize::from(question)).copied();
        for region in possible.unwrap_or(RegionSet::EMPTY).iter() {
            if self.known.len() > STATES_MAX {
                return u8::try_from(self.judgement.policy.questions().len()).unwrap_or(u8::MAX);
            }
            let next = state.0.iter().map(|place| self.followed(place, question, region)).collect();
            longest = longest.max(self.longest((next, put.clone())));
        }
        let longest = longest.saturating_add(here);
        self.known.insert(state, longest);
        longest
    }

    /// How many questions this one puts to the shopper, itself and what else settles it, each once; and those put so far that
    /// settle a later one, too.
    fn put(&self, question: u8, before: &BTreeSet<u8>) -> (u8, BTreeSet<u8>) {
        let mut put = before.clone();
        let open = |ix: &u8| self.judgement.is_open(*ix) && self.is_asked(*ix);
        let sources = BTreeSet::from(self.judgement.sources(question));
        let new = sources.into_iter().filter(open).filter(|source| put.insert(*source)).count();
        put.retain(|source| self.settles_later(*source, question));
        (u8::try_from(new).unwrap_or(u8::MAX), put)
    }

    /// Whether a question settles one that comes after `last`.
    fn settles_later(&self, source: u8, last: u8) -> bool {
        let questions = (0u8..).zip(self.judgement.policy.questions());
        let mut later = questions.filter(|(ix, _)| *ix > last);
        later.any(|(ix, asked)| asked.sources(ix).contains(&source))
    }

    fn is_asked(&self, question: u8) -> bool {
        let questions = self.judgement.policy.questions();
        questions.get(usize::from(question)).is_some_and(crate::question::Question::is_asked)
    }

    fn followed(&self, place: &Place, question: u8, region: usize) -> Place {
        let aged = self.aged(question, region);
        let later = place.later.iter().flat_map(|node| {
            aged.iter().map(move |region| self.arena.follow(*node, question, region))
        });
        let today = self.arena.follow(place.today, question, region);
        let settled = match self.arena.leaf(today) {
            Some(Leaf::Ruling(ruling)) => policy_verdict(ruling) == Verdict::Refused,
            _ => false,
        };
        Place { today, later: if settled { BTreeSet::new() } else { later.collect() } }
    }
}

/// A leaf without its clause: later days matter for the verdict alone.
fn only_verdict(leaf: Leaf) -> Leaf {
    match leaf {
        Leaf::Ruling(ruling) => Leaf::Ruling(Ruling::Excluded(policy_verdict(ruling))),
        truth => truth,
    }
}
