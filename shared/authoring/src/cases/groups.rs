//! Module `cases`: the cases that end in certain leaves, as groups that a reader can name: a few
//! answers that all cases of a group share, with their number.

use recourse::diagram::{Arena, Leaf, Node, NodeRef};
use std::collections::{BTreeMap, BTreeSet};

/// Where a leaf belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Among the cases that are looked for.
    In,
    /// Among the cases that they are told apart from.
    Out,
    /// Neither: not counted.
    Aside,
}

/// A question with the regions that its answer may fall into.
pub(crate) type Answers = Vec<(u8, Vec<usize>)>;

/// Cases that share some answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// The answers that they share. Empty where nothing tells the cases apart.
    pub(crate) answers: Answers,
    /// How many of them are looked for.
    pub(crate) cases: u128,
    /// How many there are, those aside left out.
    pub(crate) of: u128,
}

/// Most answers that tell a group apart; what still differs then is counted in part.
const ANSWERS_MAX: usize = 3;
/// Most times that the cases of one diagram are split.
const SPLITS_MAX: usize = 24;
/// Most nodes, each counted before every question, that all splits of one diagram may look at: a
/// large policy is split fewer times, and its groups are counted in part sooner.
const NODES_MAX: usize = 20_000;

/// The groups of a diagram's cases on the side `In`; together they are all of them. Regions of a
/// question that `merges` are one group where nothing tells them apart.
pub(crate) fn groups(
    arena: &Arena,
    root: NodeRef,
    side: &dyn Fn(Leaf) -> Side,
    merges: &dyn Fn(u8) -> bool,
) -> Vec<Group> {
    let levels = levels(arena, root);
    let mut splitter =
        Splitter { arena, root, side, merges, levels, splits_left: 0, found: Vec::new() };
    let nodes: usize = splitter.ways_down(&Answers::new()).iter().map(BTreeMap::len).sum();
    splitter.splits_left = NODES_MAX.checked_div(nodes).unwrap_or_default().clamp(1, SPLITS_MAX);
    splitter.split(&Answers::new());
    splitter.found
}

/// How many cases are on either side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    inside: u128,
    outside: u128,
}

impl Tally {
    fn of(side: Side) -> Tally {
        Tally { inside: u128::from(side == Side::In), outside: u128::from(side == Side::Out) }
    }

    fn plus(self, other: Tally, times: u128) -> Tally {
        let sum = |a: u128, b: u128| a.saturating_add(b.saturating_mul(times));
        Tally { inside: sum(self.inside, other.inside), outside: sum(self.outside, other.outside) }
    }

    fn all(self) -> u128 {
        self.inside.saturating_add(self.outside)
    }

    /// Whether all cases are on one side.
    fn is_pure(self) -> bool {
        self.inside == 0 || self.outside == 0
    }
}

/// The questions below a node with their numbers of regions.
fn levels(arena: &Arena, root: NodeRef) -> Vec<(u8, usize)> {
    let (mut open, mut seen, mut found) = (vec![root], BTreeSet::new(), BTreeMap::new());
    while let Some(at) = open.pop() {
        if let (true, Node::Test { question, edges }) = (seen.insert(at), arena.node(at)) {
            found.insert(*question, edges.len());
            open.extend(edges);
        }
    }
    found.into_iter().collect()
}

/// The nodes that can be met before a question, with the number of ways there.
type Layer = BTreeMap<NodeRef, u128>;

/// The cases with some answers: in all, and by each question and region.
struct Tallies {
    all: Tally,
    by_question: Vec<Vec<Tally>>,
    layers: Vec<Layer>,
}

/// Splits cases by the question that settles most of them, as a decision tree is grown.
struct Splitter<'a> {
    arena: &'a Arena,
    root: NodeRef,
    side: &'a dyn Fn(Leaf) -> Side,
    merges: &'a dyn Fn(u8) -> bool,
    levels: Vec<(u8, usize)>,
    splits_left: usize,
    found: Vec<Group>,
}

impl Splitter<'_> {
    fn split(&mut self, answers: &Answers) {
        let tallies = self.tallies(answers);
        let full = answers.len() >= ANSWERS_MAX || self.splits_left == 0;
        let best = self.best(&tallies, answers).filter(|_| !tallies.all.is_pure() && !full);
        let Some(level) = best else {
            self.keep(answers.clone(), tallies.all);
            return;
        };
        self.splits_left = self.splits_left.saturating_sub(1);
        for (regions, part) in self.parts(&tallies, level) {
            let mut longer = answers.clone();
            longer.extend(self.levels.get(level).map(|(question, _)| (*question, regions)));
            if part.is_pure() { self.keep(longer, part) } else { self.split(&longer) }
        }
    }

    /// The regions of a question, those together that nothing tells apart, with their cases.
    fn parts(&self, tallies: &Tallies, level: usize) -> Vec<(Vec<usize>, Tally)> {
        let Some((question, _)) = self.levels.get(level) else { return Vec::new() };
        let after = |region: usize| {
            let layer = tallies.layers.get(level).into_iter().flat_map(BTreeMap::keys);
            layer.map(|at| self.arena.follow(*at, *question, region)).collect::<Vec<_>>()
        };
        let mut parts: Vec<(Vec<NodeRef>, Vec<usize>, Tally)> = Vec::new();
        for (region, tally) in tallies.by_question.get(level).into_iter().flatten().enumerate() {
            let next = after(region);
            let same =
                parts.iter_mut().find(|(other, ..)| (self.merges)(*question) && *other == next);
            match same {
                Some((_, regions, sum)) => {
                    regions.push(region);
                    *sum = sum.plus(*tally, 1);
                }
                None => parts.push((next, vec![region], *tally)),
            }
        }
        parts.into_iter().map(|(_, regions, tally)| (regions, tally)).collect()
    }

    fn keep(&mut self, answers: Answers, tally: Tally) {
        if tally.inside > 0 {
            self.found.push(Group { answers, cases: tally.inside, of: tally.all() });
        }
    }

    /// The question that settles most cases, by its level; the first one where none settles any.
    fn best(&self, tallies: &Tallies, answers: &Answers) -> Option<usize> {
        let all = self.levels.iter().zip(&tallies.by_question).enumerate();
        let open = all.filter(|(_, ((question, _), regions))| {
            let varies = regions.iter().filter(|part| part.all() > 0).count() > 1;
            varies && !answers.iter().any(|(known, _)| known == question)
        });
        let settled = |regions: &[Tally]| {
            let pure = regions.iter().filter(|part| part.is_pure());
            pure.fold(0u128, |sum, part| sum.saturating_add(part.all()))
        };
        let open = open.map(|(level, (_, regions))| (level, settled(regions)));
        // `max_by_key` takes the last of equals, and the first is wanted.
        open.rev().max_by_key(|(_, settled)| *settled).map(|(level, _)| level)
    }

    /// One walk down and one up.
    fn tallies(&self, answers: &Answers) -> Tallies {
        let layers = self.ways_down(answers);
        let leaf = |at: &NodeRef| self.arena.leaf(*at).map_or(Side::Aside, self.side);
        let ends = layers.last().into_iter().flat_map(BTreeMap::keys);
        let mut below: BTreeMap<NodeRef, Tally> =
            ends.map(|at| (*at, Tally::of(leaf(at)))).collect();
        let mut by_question = Vec::new();
        for (level, ways) in self.levels.iter().zip(&layers).rev() {
            let mut regions = vec![Tally::default(); level.1];
            let mut here = BTreeMap::new();
            for (at, ways) in ways {
                let mut sum = Tally::default();
                for region in open_regions(*level, answers) {
                    let next = self.arena.follow(*at, level.0, region);
                    let part = below.get(&next).copied().unwrap_or_default();
                    sum = sum.plus(part, 1);
                    if let Some(all) = regions.get_mut(region) {
                        *all = all.plus(part, *ways);
                    }
                }
                here.insert(*at, sum);
            }
            by_question.push(regions);
            below = here;
        }
        by_question.reverse();
        let all = below.get(&self.root).copied().unwrap_or_default();
        Tallies { all, by_question, layers }
    }

    /// Before each question, and at the end.
    fn ways_down(&self, answers: &Answers) -> Vec<Layer> {
        let mut layers = vec![Layer::from([(self.root, 1u128)])];
        for level in &self.levels {
            let mut next = Layer::new();
            for (at, ways) in layers.last().into_iter().flatten() {
                for region in open_regions(*level, answers) {
                    let sum = next.entry(self.arena.follow(*at, level.0, region)).or_insert(0u128);
                    *sum = sum.saturating_add(*ways);
                }
            }
            layers.push(next);
        }
        layers
    }
}

/// The regions that the answers leave to a question.
fn open_regions((question, width): (u8, usize), answers: &Answers) -> Vec<usize> {
    let known = answers.iter().find(|(other, _)| *other == question);
    known.map_or_else(|| (0..width).collect(), |(_, regions)| regions.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use recourse::region::RegionSet;

    #[test]
    fn groups_name_the_answers_that_matter_and_count_every_case_once() {
        let mut arena = Arena::default();
        let (no, yes) = (arena.insert_leaf(Leaf::False), arena.insert_leaf(Leaf::True));
        let second = arena.insert_is(1, 2, RegionSet::one(0));
        // Question 0: the first two of four regions are in, the third as question 1 says, the
        // fourth out.
        let first = arena.insert_is(0, 4, RegionSet::range(0, 1));
        let third = arena.insert_is(0, 4, RegionSet::one(2));
        let rest = arena.ite(third, second, no);
        let root = arena.ite(first, yes, rest);
        let side = |leaf: Leaf| if leaf == Leaf::True { Side::In } else { Side::Out };
        let whole = |answers: Answers, cases| Group { answers, cases, of: cases };
        let split = whole(vec![(0, vec![2]), (1, vec![0])], 1);
        let merged = groups(&arena, root, &side, &|_| true);
        assert_eq!(merged, [whole(vec![(0, vec![0, 1])], 4), split.clone()]);
        let single = groups(&arena, root, &side, &|_| false);
        assert_eq!(single, [whole(vec![(0, vec![0])], 2), whole(vec![(0, vec![1])], 2), split]);
    }
}
