//! Module `cases`: walks several diagrams together to find every combination of leaves of a case.

use recourse::diagram::{Arena, Leaf, Node, NodeRef};
use std::collections::{BTreeMap, BTreeSet};

/// The answers of a case, as far as the diagrams test them: (question, region).
pub(crate) type Path = Vec<(u8, usize)>;

/// A diagram to walk, with fixed answers to the questions of `fixed`.
#[derive(Debug, Clone)]
pub(crate) struct Probe<'a> {
    pub(crate) arena: &'a Arena,
    pub(crate) root: NodeRef,
    /// (question, region), ascending by question.
    pub(crate) fixed: Path,
}

/// Decides which cases are possible.
pub(crate) trait Possible {
    /// Whether a shopper can have these answers. If not, no further answers make them possible.
    fn fits(&self, path: &[(u8, usize)]) -> bool;
    /// The answers on which [`Possible::fits`] depends.
    fn dates(&self, path: &[(u8, usize)]) -> Path;
}

/// Every combination of leaves (one per probe) of a possible case, with the answers of one such
/// case.
pub(crate) fn outcomes(
    possible: &dyn Possible,
    probes: &[Probe<'_>],
    base: &[(u8, usize)],
) -> BTreeMap<Vec<Leaf>, Path> {
    let mut walk = Walk::new(probes, base);
    walk.visit(roots(probes));
    let mut found = walk.found;
    // The first case of a combination may be impossible; then the search looks for a possible one.
    let impossible: Vec<Vec<Leaf>> = found
        .iter()
        .filter(|(_, path)| !possible.fits(path))
        .map(|(leaves, _)| leaves.clone())
        .collect();
    for leaves in impossible {
        found.remove(&leaves);
        let walk = Walk::new(probes, base);
        let mut search = Search { possible, wanted: &leaves, walk, visited: BTreeSet::new() };
        if search.visit(roots(probes)) {
            found.insert(leaves.clone(), search.walk.path);
        }
    }
    found
}

fn roots(probes: &[Probe<'_>]) -> Vec<NodeRef> {
    probes.iter().map(|probe| probe.root).collect()
}

/// A walk that visits every combination of nodes once.
struct Walk<'a> {
    probes: &'a [Probe<'a>],
    visited: BTreeSet<Vec<NodeRef>>,
    path: Path,
    found: BTreeMap<Vec<Leaf>, Path>,
}

impl<'a> Walk<'a> {
    fn new(probes: &'a [Probe<'a>], base: &[(u8, usize)]) -> Walk<'a> {
        Walk { probes, visited: BTreeSet::new(), path: base.to_vec(), found: BTreeMap::new() }
    }

    fn visit(&mut self, nodes: Vec<NodeRef>) {
        let nodes = self.follow_fixed(nodes);
        if !self.visited.insert(nodes.clone()) {
            return;
        }
        let Some((question, width)) = self.first_test(&nodes) else {
            let path = &self.path;
            self.found.entry(leaves(self.probes, &nodes)).or_insert_with(|| path.clone());
            return;
        };
        for region in 0..width {
            self.path.push((question, region));
            self.visit(self.follow(&nodes, question, region));
            self.path.pop();
        }
    }

    /// The nodes after the fixed answers.
    fn follow_fixed(&self, mut nodes: Vec<NodeRef>) -> Vec<NodeRef> {
        for (probe, node) in self.probes.iter().zip(&mut nodes) {
            for (question, region) in &probe.fixed {
                *node = probe.arena.follow(*node, *question, *region);
            }
        }
        nodes
    }

    /// The first question that a node tests, with its number of regions.
    fn first_test(&self, nodes: &[NodeRef]) -> Option<(u8, usize)> {
        let test = |(probe, node): (&Probe<'_>, &NodeRef)| match probe.arena.node(*node) {
            Node::Test { question, edges } => Some((*question, edges.len())),
            Node::Leaf(_) => None,
        };
        let tests = self.probes.iter().zip(nodes).filter_map(test);
        tests.min_by_key(|(question, _)| *question)
    }

    fn follow(&self, nodes: &[NodeRef], question: u8, region: usize) -> Vec<NodeRef> {
        let pairs = self.probes.iter().zip(nodes);
        pairs.map(|(probe, node)| probe.arena.follow(*node, question, region)).collect()
    }
}

/// A search for a possible case of one combination of leaves. It is slower than a walk, because it
/// visits nodes again with other dates.
struct Search<'a> {
    possible: &'a dyn Possible,
    wanted: &'a [Leaf],
    walk: Walk<'a>,
    visited: BTreeSet<(Vec<NodeRef>, Path)>,
}

impl Search<'_> {
    /// Whether a possible case below the nodes has the wanted leaves; the walk's path is then its
    /// path.
    fn visit(&mut self, nodes: Vec<NodeRef>) -> bool {
        let nodes = self.walk.follow_fixed(nodes);
        let dates = self.possible.dates(&self.walk.path);
        if !self.visited.insert((nodes.clone(), dates)) || !self.possible.fits(&self.walk.path) {
            return false;
        }
        let Some((question, width)) = self.walk.first_test(&nodes) else {
            return leaves(self.walk.probes, &nodes) == self.wanted;
        };
        for region in 0..width {
            self.walk.path.push((question, region));
            if self.visit(self.walk.follow(&nodes, question, region)) {
                return true;
            }
            self.walk.path.pop();
        }
        false
    }
}

fn leaves(probes: &[Probe<'_>], nodes: &[NodeRef]) -> Vec<Leaf> {
    probes.iter().zip(nodes).filter_map(|(probe, node)| probe.arena.leaf(*node)).collect()
}
