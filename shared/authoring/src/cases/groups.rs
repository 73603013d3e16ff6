//! Module `cases`: describes the cases that end in certain leaves as groups: a few answers that all
//! cases of a group share, with the number of cases.

use recourse::diagram::{Arena, Leaf, Node, NodeRef};
use std::collections::{BTreeMap, BTreeSet};

/// The side on which a leaf is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// The cases to describe.
    In,
    /// The cases from which they are distinguished.
    Out,
    /// Neither; not counted.
    Ignored,
}

/// Questions, each with the regions of its possible answers.
pub(crate) type Answers = Vec<(u8, Vec<usize>)>;

/// Cases that share some answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// The answers that they share. Empty if no answers distinguish the cases.
    pub(crate) answers: Answers,
    /// The number of cases on the side `In`.
    pub(crate) cases: u128,
    /// The number of cases on both sides.
    pub(crate) total: u128,
}

/// Most answers that describe a group. A group that needs more contains cases of both sides.
const ANSWERS_MAX: usize = 3;
/// Most splits of one diagram's cases.
const SPLITS_MAX: usize = 24;
/// Most nodes, each counted once per question, that all splits of one diagram visit. A large policy
/// is split fewer times, and more of its groups contain cases of both sides.
const NODES_MAX: usize = 20_000;

/// The groups of a diagram's cases on the side `In`; together they are all of them. Regions of a
/// question that `merges` form one group if nothing distinguishes them.
pub(crate) fn groups(
    arena: &Arena,
    root: NodeRef,
    side: &dyn Fn(Leaf) -> Side,
    merges: &dyn Fn(u8) -> bool,
) -> Vec<Group> {
    let levels = levels(arena, root);
    let mut splitter =
        Splitter { arena, root, side, merges, levels, splits_left: 0, found: Vec::new() };
    let nodes: usize = splitter.layers(&Answers::new()).iter().map(BTreeMap::len).sum();
    splitter.splits_left = NODES_MAX.checked_div(nodes).unwrap_or_default().clamp(1, SPLITS_MAX);
    splitter.split(&Answers::new());
    splitter.found
}

/// The number of cases on each side.
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

    fn total(self) -> u128 {
        self.inside.saturating_add(self.outside)
    }

    /// Whether all cases are on one side.
    fn is_pure(self) -> bool {
        self.inside == 0 || self.outside == 0
    }
}

/// The questions below a node, each with its number of regions.
fn levels(arena: &Arena, root: NodeRef) -> Vec<(u8, usize)> {
    let (mut open, mut visited, mut found) = (vec![root], BTreeSet::new(), BTreeMap::new());
    while let Some(at) = open.pop() {
        if let (true, Node::Test { question, edges }) = (visited.insert(at), arena.node(at)) {
            found.insert(*question, edges.len());
            open.extend(edges);
        }
    }
    found.into_iter().collect()
}

/// The nodes that can be reached before a question, each with the number of paths to it.
type Layer = BTreeMap<NodeRef, u128>;

/// The numbers of cases with some answers.
struct Tallies {
    all: Tally,
    /// The cases by question and region.
    by_question: Vec<Vec<Tally>>,
    layers: Vec<Layer>,
}

/// Splits cases by the question that separates the sides best, as a decision tree learner does.
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
        let is_final =
            tallies.all.is_pure() || answers.len() >= ANSWERS_MAX || self.splits_left == 0;
        let best = if is_final { None } else { self.best_level(&tallies, answers) };
        let Some(level) = best else {
            self.add_group(answers.clone(), tallies.all);
            return;
        };
        self.splits_left = self.splits_left.saturating_sub(1);
        for (regions, tally) in self.parts(&tallies, level) {
            let mut longer = answers.clone();
            longer.extend(self.levels.get(level).map(|(question, _)| (*question, regions)));
            if tally.is_pure() { self.add_group(longer, tally) } else { self.split(&longer) }
        }
    }

    /// The regions of a question with their cases. Regions that nothing distinguishes are merged,
    /// if the question allows it.
    fn parts(&self, tallies: &Tallies, level: usize) -> Vec<(Vec<usize>, Tally)> {
        let Some((question, _)) = self.levels.get(level) else { return Vec::new() };
        let merges = (self.merges)(*question);
        let nodes_after = |region: usize| {
            let layer = tallies.layers.get(level).into_iter().flat_map(BTreeMap::keys);
            layer.map(|at| self.arena.follow(*at, *question, region)).collect::<Vec<_>>()
        };
        let mut parts: Vec<(Vec<NodeRef>, Vec<usize>, Tally)> = Vec::new();
        for (region, tally) in tallies.by_question.get(level).into_iter().flatten().enumerate() {
            let nodes = nodes_after(region);
            match parts.iter_mut().find(|(other, ..)| merges && *other == nodes) {
                Some((_, regions, sum)) => {
                    regions.push(region);
                    *sum = sum.plus(*tally, 1);
                }
                None => parts.push((nodes, vec![region], *tally)),
            }
        }
        parts.into_iter().map(|(_, regions, tally)| (regions, tally)).collect()
    }

    fn add_group(&mut self, answers: Answers, tally: Tally) {
        if tally.inside > 0 {
            self.found.push(Group { answers, cases: tally.inside, total: tally.total() });
        }
    }

    /// The level of the question whose regions with cases of only one side have the most cases; of
    /// equal questions the first.
    fn best_level(&self, tallies: &Tallies, answers: &Answers) -> Option<usize> {
        let mut best: Option<(usize, u128)> = None;
        let levels = self.levels.iter().zip(&tallies.by_question).enumerate();
        for (level, ((question, _), regions)) in levels {
            let varies = regions.iter().filter(|tally| tally.total() > 0).count() > 1;
            if !varies || answers.iter().any(|(known, _)| known == question) {
                continue;
            }
            let pure = regions.iter().filter(|tally| tally.is_pure());
            let separated = pure.fold(0u128, |sum, tally| sum.saturating_add(tally.total()));
            if best.is_none_or(|(_, most)| separated > most) {
                best = Some((level, separated));
            }
        }
        best.map(|(level, _)| level)
    }

    /// Counts the cases with these answers: paths to each node on the way down, cases below each
    /// node on the way up.
    fn tallies(&self, answers: &Answers) -> Tallies {
        let layers = self.layers(answers);
        let side = |at: &NodeRef| self.arena.leaf(*at).map_or(Side::Ignored, self.side);
        let ends = layers.last().into_iter().flat_map(BTreeMap::keys);
        let mut below: BTreeMap<NodeRef, Tally> =
            ends.map(|at| (*at, Tally::of(side(at)))).collect();
        let mut by_question = Vec::new();
        for ((question, width), layer) in self.levels.iter().zip(&layers).rev() {
            let mut regions = vec![Tally::default(); *width];
            let mut above = BTreeMap::new();
            for (at, paths) in layer {
                let mut sum = Tally::default();
                for region in open_regions((*question, *width), answers) {
                    let next = self.arena.follow(*at, *question, region);
                    let tally = below.get(&next).copied().unwrap_or_default();
                    sum = sum.plus(tally, 1);
                    if let Some(total) = regions.get_mut(region) {
                        *total = total.plus(tally, *paths);
                    }
                }
                above.insert(*at, sum);
            }
            by_question.push(regions);
            below = above;
        }
        by_question.reverse();
        let all = below.get(&self.root).copied().unwrap_or_default();
        Tallies { all, by_question, layers }
    }

    /// The layer before each question, and the leaves.
    fn layers(&self, answers: &Answers) -> Vec<Layer> {
        let mut layers = vec![Layer::from([(self.root, 1u128)])];
        for level in &self.levels {
            let mut next = Layer::new();
            for (at, paths) in layers.last().into_iter().flatten() {
                for region in open_regions(*level, answers) {
                    let sum = next.entry(self.arena.follow(*at, level.0, region)).or_insert(0u128);
                    *sum = sum.saturating_add(*paths);
                }
            }
            layers.push(next);
        }
        layers
    }
}

/// The regions of a question that the answers allow.
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
        // Question 0: the first two of four regions are in, the third if question 1 says so, the
        // fourth is out.
        let first = arena.insert_is(0, 4, RegionSet::range(0, 1));
        let third = arena.insert_is(0, 4, RegionSet::one(2));
        let rest = arena.ite(third, second, no);
        let root = arena.ite(first, yes, rest);
        let side = |leaf: Leaf| if leaf == Leaf::True { Side::In } else { Side::Out };
        let pure = |answers: Answers, cases| Group { answers, cases, total: cases };
        let split = pure(vec![(0, vec![2]), (1, vec![0])], 1);
        let merged = groups(&arena, root, &side, &|_| true);
        assert_eq!(merged, [pure(vec![(0, vec![0, 1])], 4), split.clone()]);
        let single = groups(&arena, root, &side, &|_| false);
        assert_eq!(single, [pure(vec![(0, vec![0])], 2), pure(vec![(0, vec![1])], 2), split]);
    }
}
