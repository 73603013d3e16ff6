//! Module `cases`: how many cases come to each combination of leaves.

use super::walk::Probe;
use recourse::diagram::{Leaf, Node, NodeRef};
use std::collections::{BTreeMap, BTreeSet};

/// How many cases come to a combination of leaves.
pub(crate) type Counts = BTreeMap<Vec<Leaf>, u128>;

/// Counts cases: combinations of regions of the questions that any of the diagrams looks at.
pub(crate) fn counts(probes: &[Probe<'_>]) -> Counts {
    let levels: Vec<(u8, usize)> = levels(probes).into_iter().collect();
    let roots = probes.iter().map(|probe| probe.root).collect();
    Counter { probes, levels, known: BTreeMap::new() }.from(0, roots)
}

/// The questions below the roots with their numbers of regions.
fn levels(probes: &[Probe<'_>]) -> BTreeMap<u8, usize> {
    let mut levels = BTreeMap::new();
    for probe in probes {
        let (mut open, mut seen) = (vec![probe.root], BTreeSet::new());
        while let Some(at) = open.pop() {
            if let (true, Node::Test { question, edges }) = (seen.insert(at), probe.arena.node(at))
            {
                levels.insert(*question, edges.len());
                open.extend(edges);
            }
        }
    }
    levels
}

struct Counter<'a> {
    probes: &'a [Probe<'a>],
    levels: Vec<(u8, usize)>,
    known: BTreeMap<(usize, Vec<NodeRef>), Counts>,
}

impl Counter<'_> {
    fn from(&mut self, level: usize, at: Vec<NodeRef>) -> Counts {
        let Some((question, width)) = self.levels.get(level).copied() else {
            let leaves = self
                .probes
                .iter()
                .zip(&at)
                .filter_map(|(probe, node)| probe.arena.leaf(*node))
                .collect();
            return BTreeMap::from([(leaves, 1)]);
        };
        if let Some(known) = self.known.get(&(level, at.clone())) {
            return known.clone();
        }
        let mut sum = Counts::new();
        for region in 0..width {
            let next = self.probes.iter().zip(&at);
            let next =
                next.map(|(probe, node)| probe.arena.follow(*node, question, region)).collect();
            for (leaves, count) in self.from(level.saturating_add(1), next) {
                let known = sum.entry(leaves).or_insert(0u128);
                *known = known.saturating_add(count);
            }
        }
        self.known.insert((level, at), sum.clone());
        sum
    }
}
