//! Module `cases`: one walk through several diagrams at once: every combination of leaves that some
//! case comes to.

use recourse::diagram::{Arena, Leaf, Node, NodeRef};
use std::collections::{BTreeMap, BTreeSet};

/// The answers of a case, as far as the diagrams look at them: (question, region).
pub(crate) type Path = Vec<(u8, usize)>;

/// A diagram to be walked, as if the questions of `fixed` always fell into those regions.
#[derive(Debug, Clone)]
pub(crate) struct Probe<'a> {
    pub(crate) arena: &'a Arena,
    pub(crate) root: NodeRef,
    /// (question, region), ascending by question.
    pub(crate) fixed: Path,
}

/// Which cases can be.
pub(crate) trait Possible {
    /// Whether some shopper has these answers. A no stays a no when more answers come.
    fn fits(&self, path: &[(u8, usize)]) -> bool;
    /// The part of the answers that this depends on.
    fn dates(&self, path: &[(u8, usize)]) -> Path;
}

/// Every combination of leaves (one per probe) that some possible case comes to, with the answers
/// of one such case.
pub(crate) fn outcomes(
    possible: &dyn Possible,
    probes: &[Probe<'_>],
    base: &[(u8, usize)],
) -> BTreeMap<Vec<Leaf>, Path> {
    let mut walk = Walk::new(probes, base);
    walk.go(roots(probes));
    let mut found = walk.found;
    // The first case found need not be one whose dates fit; then all its likes are looked at, with
    // their dates.
    let impossible: Vec<Vec<Leaf>> = found
        .iter()
        .filter(|(_, path)| !possible.fits(path))
        .map(|(leaves, _)| leaves.clone())
        .collect();
    for leaves in impossible {
        found.remove(&leaves);
        let mut search = Search {
            possible,
            wanted: &leaves,
            walk: Walk::new(probes, base),
            seen: BTreeSet::new(),
        };
        if search.go(roots(probes)) {
            found.insert(leaves.clone(), search.walk.path);
        }
    }
    found
}

fn roots(probes: &[Probe<'_>]) -> Vec<NodeRef> {
    probes.iter().map(|probe| probe.root).collect()
}

struct Walk<'a> {
    probes: &'a [Probe<'a>],
    seen: BTreeSet<Vec<NodeRef>>,
    path: Path,
    found: BTreeMap<Vec<Leaf>, Path>,
}

impl<'a> Walk<'a> {
    fn new(probes: &'a [Probe<'a>], base: &[(u8, usize)]) -> Walk<'a> {
        Walk { probes, seen: BTreeSet::new(), path: base.to_vec(), found: BTreeMap::new() }
    }

    fn go(&mut self, at: Vec<NodeRef>) {
        let at = self.settled(at);
        if !self.seen.insert(at.clone()) {
            return;
        }
        let Some((question, width)) = self.first(&at) else {
            let path = &self.path;
            self.found.entry(leaves(self.probes, &at)).or_insert_with(|| path.clone());
            return;
        };
        for region in 0..width {
            self.path.push((question, region));
            self.go(self.followed(&at, question, region));
            self.path.pop();
        }
    }

    /// Fixed questions are passed.
    fn settled(&self, mut at: Vec<NodeRef>) -> Vec<NodeRef> {
        for (probe, node) in self.probes.iter().zip(&mut at) {
            for (question, region) in &probe.fixed {
                *node = probe.arena.follow(*node, *question, *region);
            }
        }
        at
    }

    /// The first question that any of the nodes tests, with its number of regions.
    fn first(&self, at: &[NodeRef]) -> Option<(u8, usize)> {
        let tests =
            self.probes.iter().zip(at).filter_map(|(probe, node)| match probe.arena.node(*node) {
                Node::Test { question, edges } => Some((*question, edges.len())),
                Node::Leaf(_) => None,
            });
        tests.min_by_key(|(question, _)| *question)
    }

    fn followed(&self, at: &[NodeRef], question: u8, region: usize) -> Vec<NodeRef> {
        self.probes
            .iter()
            .zip(at)
            .map(|(probe, node)| probe.arena.follow(*node, question, region))
            .collect()
    }
}

/// The slow walk, for one combination: nodes are remembered together with the dates on the way to
/// them.
struct Search<'a> {
    possible: &'a dyn Possible,
    wanted: &'a [Leaf],
    walk: Walk<'a>,
    seen: BTreeSet<(Vec<NodeRef>, Path)>,
}

impl Search<'_> {
    fn go(&mut self, at: Vec<NodeRef>) -> bool {
        let at = self.walk.settled(at);
        let dates = self.possible.dates(&self.walk.path);
        if !self.seen.insert((at.clone(), dates)) || !self.possible.fits(&self.walk.path) {
            return false;
        }
        let Some((question, width)) = self.walk.first(&at) else {
            return leaves(self.walk.probes, &at) == self.wanted;
        };
        (0..width).any(|region| {
            self.walk.path.push((question, region));
            let found = self.go(self.walk.followed(&at, question, region));
            if !found {
                self.walk.path.pop();
            }
            found
        })
    }
}

fn leaves(probes: &[Probe<'_>], at: &[NodeRef]) -> Vec<Leaf> {
    probes.iter().zip(at).filter_map(|(probe, node)| probe.arena.leaf(*node)).collect()
}
