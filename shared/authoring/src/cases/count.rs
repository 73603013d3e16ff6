//! Module `cases`: counts the cases of each combination of leaves.

use super::walk::Probe;
use recourse::diagram::{Leaf, Node, NodeRef};
use std::collections::{BTreeMap, BTreeSet};

/// The number of cases of each combination of leaves.
pub(crate) type Counts = BTreeMap<Vec<Leaf>, u128>;

/// Counts cases: combinations of regions of the questions that any of the diagrams tests.
pub(crate) fn counts(probes: &[Probe<'_>]) -> Counts {
    let levels: Vec<(u8, usize)> = levels(probes).into_iter().collect();
    let roots = probes.iter().map(|probe| probe.root).collect();
    Counter { probes, levels, known: BTreeMap::new() }.count_from(0, roots)
}

/// The questions below the roots, each with its number of regions.
fn levels(probes: &[Probe<'_>]) -> BTreeMap<u8, usize> {
    let mut levels = BTreeMap::new();
    for probe in probes {
        let (mut open, mut visited) = (vec![probe.root], BTreeSet::new());
        while let Some(at) = open.pop() {
            let is_new = visited.insert(at);
            if let (true, Node::Test { question, edges }) = (is_new, probe.arena.node(at)) {
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
    /// The result of every level and node of each probe that was visited.
    known: BTreeMap<(usize, Vec<NodeRef>), Counts>,
}

impl Counter<'_> {
    /// Counts the cases below these nodes, one per probe, by the questions from `level` on.
    fn count_from(&mut self, level: usize, nodes: Vec<NodeRef>) -> Counts {
        let Some((question, width)) = self.levels.get(level).copied() else {
            let ends = self.probes.iter().zip(&nodes);
            let leaves = ends.filter_map(|(probe, node)| probe.arena.leaf(*node)).collect();
            return BTreeMap::from([(leaves, 1)]);
        };
        if let Some(known) = self.known.get(&(level, nodes.clone())) {
            return known.clone();
        }
        let mut sum = Counts::new();
        for region in 0..width {
            let pairs = self.probes.iter().zip(&nodes);
            let next =
                pairs.map(|(probe, node)| probe.arena.follow(*node, question, region)).collect();
            for (leaves, count) in self.count_from(level.saturating_add(1), next) {
                let total = sum.entry(leaves).or_insert(0u128);
                *total = total.saturating_add(count);
            }
        }
        self.known.insert((level, nodes), sum.clone());
        sum
    }
}
