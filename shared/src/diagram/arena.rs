//! Module `diagram`: the store of nodes, which contains each node once. Two functions are equal
//! exactly if their [`NodeRef`]s are equal.

use crate::clause::Verdict;
use crate::region::RegionSet;
use alloc::vec;
use alloc::vec::Vec;
use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;

/// Maximum number of nodes of one topic's diagrams; a larger policy is rejected, not checked in
/// part.
pub const NODES_MAX: usize = 200_000;

/// The result of a complete case, for one remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ruling {
    /// No clause applies: the policy has a gap here and does not compile.
    Gap,
    /// Exclusions with this verdict apply; the clauses themselves show which.
    Excluded(Verdict),
    /// The allowance of that index decides.
    Allowed {
        /// Index among the policy's allowances.
        clause: u16,
        /// Its verdict.
        verdict: Verdict,
    },
    /// The policy refuses, by the allowance of that index or by exclusions, and a statute passes
    /// the decision to support.
    Statute {
        /// Index among the policy's allowances, if an allowance refused.
        clause: Option<u16>,
    },
}

/// The end of a path: a truth value while a condition is built, a ruling in a finished diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Leaf {
    /// The condition does not hold.
    False,
    /// The condition holds.
    True,
    /// The result of the case.
    Ruling(Ruling),
}

/// A reference to a node of an [`Arena`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeRef(u32);

impl NodeRef {
    fn at(index: usize) -> NodeRef {
        NodeRef(u32::try_from(index).unwrap_or(u32::MAX))
    }

    fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// Marks a node as visited; returns whether it was visited before.
fn mark_visited(visited: &mut [bool], at: NodeRef) -> bool {
    visited.get_mut(at.index()).is_none_or(|visited| core::mem::replace(visited, true))
}

/// A leaf, or a test of one question with one edge per region. The edges of a test are not all
/// equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// The end of a path.
    Leaf(Leaf),
    /// A test of a question.
    Test {
        /// Index of the question. Questions ascend along a path.
        question: u8,
        /// The node for each region of the question.
        edges: Vec<NodeRef>,
    },
}

/// The operands of [`Arena::ite`], as the key of its cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct IteKey {
    test: NodeRef,
    yes: NodeRef,
    no: NodeRef,
}

/// A store of nodes.
#[derive(Debug, Clone, Default)]
pub struct Arena {
    /// Every node once; a [`NodeRef`] is its index.
    nodes: IndexSet<Node, FxBuildHasher>,
    /// Results of [`Arena::ite`].
    ite_cache: IndexMap<IteKey, NodeRef, FxBuildHasher>,
}

/// The node of a reference that was returned when the store was full.
const MISSING: Node = Node::Leaf(Leaf::Ruling(Ruling::Gap));

impl Arena {
    /// The node behind a reference.
    #[must_use]
    pub fn node(&self, at: NodeRef) -> &Node {
        self.nodes.get_index(at.index()).unwrap_or(&MISSING)
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are no nodes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The leaf, if the node is one.
    #[must_use]
    pub fn leaf(&self, at: NodeRef) -> Option<Leaf> {
        match self.node(at) {
            Node::Leaf(leaf) => Some(*leaf),
            Node::Test { .. } => None,
        }
    }

    /// The first question that the diagram depends on.
    #[must_use]
    pub fn question(&self, at: NodeRef) -> Option<u8> {
        match self.node(at) {
            Node::Leaf(_) => None,
            Node::Test { question, .. } => Some(*question),
        }
    }

    /// The diagram below a node for an answer in that region; the node itself if it tests another
    /// question.
    #[must_use]
    pub fn follow(&self, at: NodeRef, question: u8, region: usize) -> NodeRef {
        match self.node(at) {
            Node::Test { question: tested, edges } if *tested == question => {
                edges.get(region).copied().unwrap_or(at)
            }
            _ => at,
        }
    }

    /// A leaf.
    pub fn insert_leaf(&mut self, leaf: Leaf) -> NodeRef {
        self.insert(Node::Leaf(leaf))
    }

    /// A test, or the node of its edges if they are all equal.
    pub fn insert_test(&mut self, question: u8, edges: Vec<NodeRef>) -> NodeRef {
        match edges.split_first() {
            Some((first, rest)) if rest.iter().all(|edge| edge == first) => *first,
            _ => self.insert(Node::Test { question, edges }),
        }
    }

    /// The condition that the answer to a question, which has `count` regions, is in a set.
    pub fn insert_is(&mut self, question: u8, count: usize, set: RegionSet) -> NodeRef {
        let (no, yes) = (self.insert_leaf(Leaf::False), self.insert_leaf(Leaf::True));
        let edges = (0..count).map(|region| if set.has(region) { yes } else { no }).collect();
        self.insert_test(question, edges)
    }

    /// If-then-else: `yes` where the condition `test` holds, `no` elsewhere.
    pub fn ite(&mut self, test: NodeRef, yes: NodeRef, no: NodeRef) -> NodeRef {
        match self.leaf(test) {
            Some(Leaf::True) => return yes,
            Some(_) => return no,
            None if yes == no => return yes,
            None => {}
        }
        let key = IteKey { test, yes, no };
        if let Some(known) = self.ite_cache.get(&key) {
            return *known;
        }
        let result = self.ite_by_first_question(test, yes, no);
        self.ite_cache.insert(key, result);
        result
    }

    /// [`Arena::ite`] of each region of the first question that an operand tests, joined by a test
    /// of that question.
    fn ite_by_first_question(&mut self, test: NodeRef, yes: NodeRef, no: NodeRef) -> NodeRef {
        let operands = [test, yes, no];
        let first = operands.iter().filter_map(|at| self.question(*at)).min().unwrap_or(0);
        let count = operands.iter().filter_map(|at| self.edge_count(*at, first)).max().unwrap_or(0);
        let mut edges = Vec::with_capacity(count);
        for region in 0..count {
            let [test, yes, no] = operands.map(|at| self.follow(at, first, region));
            edges.push(self.ite(test, yes, no));
        }
        self.insert_test(first, edges)
    }

    /// How many edges a node has, if it tests that question.
    fn edge_count(&self, at: NodeRef, question: u8) -> Option<usize> {
        match self.node(at) {
            Node::Test { question: tested, edges } if *tested == question => Some(edges.len()),
            _ => None,
        }
    }

    /// A path to a wanted leaf, as (question, region) pairs; `None` if there is none.
    pub fn witness(
        &self,
        root: NodeRef,
        is_wanted: &dyn Fn(Leaf) -> bool,
    ) -> Option<Vec<(u8, usize)>> {
        let mut visited = vec![false; self.nodes.len()];
        let mut path = Vec::new();
        self.search(root, is_wanted, &mut visited, &mut path).then_some(path)
    }

    fn search(
        &self,
        at: NodeRef,
        is_wanted: &dyn Fn(Leaf) -> bool,
        visited: &mut [bool],
        path: &mut Vec<(u8, usize)>,
    ) -> bool {
        match self.node(at) {
            Node::Leaf(leaf) => is_wanted(*leaf),
            Node::Test { .. } if mark_visited(visited, at) => false,
            Node::Test { question, edges } => {
                for (region, edge) in edges.iter().enumerate() {
                    path.push((*question, region));
                    if self.search(*edge, is_wanted, visited, path) {
                        return true;
                    }
                    path.pop();
                }
                false
            }
        }
    }

    /// The diagram under `root`, restricted to the possible regions of every question and built in
    /// `into`.
    #[must_use]
    pub fn restrict(&self, root: NodeRef, possible: &[RegionSet], into: &mut Arena) -> NodeRef {
        self.restrict_and_map(root, possible, &|leaf| leaf, into)
    }

    /// [`Arena::restrict`] with every leaf replaced, so that tests between leaves that become equal
    /// disappear.
    #[must_use]
    pub fn restrict_and_map(
        &self,
        root: NodeRef,
        possible: &[RegionSet],
        leaf: &dyn Fn(Leaf) -> Leaf,
        into: &mut Arena,
    ) -> NodeRef {
        let restricted = vec![None; self.nodes.len()];
        Restriction { from: self, possible, leaf, restricted }.restrict(root, into)
    }

    /// The reference of a node, which is inserted if it is new. A full store inserts nothing: the
    /// reference then points to no node.
    fn insert(&mut self, node: Node) -> NodeRef {
        let index = self.nodes.get_index_of(&node).unwrap_or(self.nodes.len());
        if index == self.nodes.len() && !self.is_full() {
            self.nodes.insert(node);
        }
        NodeRef::at(index)
    }

    /// Whether the store is full; its diagrams are invalid then.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.nodes.len() >= NODES_MAX
    }
}

/// The restriction of one diagram, built in another arena.
struct Restriction<'a> {
    from: &'a Arena,
    possible: &'a [RegionSet],
    leaf: &'a dyn Fn(Leaf) -> Leaf,
    /// The restricted node of each node that was visited.
    restricted: Vec<Option<NodeRef>>,
}

impl Restriction<'_> {
    fn restrict(&mut self, at: NodeRef, into: &mut Arena) -> NodeRef {
        if let Some(known) = self.restricted.get(at.index()).copied().flatten() {
            return known;
        }
        let result = match self.from.node(at) {
            Node::Leaf(leaf) => into.insert_leaf((self.leaf)(*leaf)),
            Node::Test { question, edges } => self.restrict_test(*question, edges, into),
        };
        if let Some(slot) = self.restricted.get_mut(at.index()) {
            *slot = Some(result);
        }
        result
    }

    fn restrict_test(&mut self, question: u8, edges: &[NodeRef], into: &mut Arena) -> NodeRef {
        let all = RegionSet::first(edges.len());
        let possible = self.possible.get(usize::from(question)).copied().unwrap_or(all);
        let mut restricted = Vec::with_capacity(edges.len());
        for (region, edge) in edges.iter().enumerate() {
            restricted.push(possible.has(region).then(|| self.restrict(*edge, into)));
        }
        // An impossible region takes the edge of the first possible one, so it never makes edges
        // differ.
        let first_possible = restricted.iter().flatten().next().copied();
        let edges = restricted.into_iter().filter_map(|edge| edge.or(first_possible)).collect();
        into.insert_test(question, edges)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diagram_nodes_of_equal_functions_are_equal() {
        let mut arena = Arena::default();
        let (no, yes) = (arena.insert_leaf(Leaf::False), arena.insert_leaf(Leaf::True));
        let a = arena.insert_is(0, 2, RegionSet::one(0));
        let b = arena.insert_is(1, 3, RegionSet::range(1, 2));
        let a_and_b = arena.ite(a, b, no);
        let b_and_a = arena.ite(b, a, no);
        assert_eq!(a_and_b, b_and_a);
        let not_a = arena.ite(a, no, yes);
        assert_eq!(arena.ite(a, yes, not_a), yes, "a or not a is always true");
    }

    #[test]
    fn diagram_restriction_drops_questions_that_cannot_matter() {
        let mut arena = Arena::default();
        let no = arena.insert_leaf(Leaf::False);
        let a = arena.insert_is(0, 2, RegionSet::one(0));
        let b = arena.insert_is(1, 3, RegionSet::range(1, 2));
        let both = arena.ite(a, b, no);
        let mut scratch = Arena::default();
        let known_b = arena.restrict(both, &[RegionSet::first(2), RegionSet::one(0)], &mut scratch);
        assert_eq!(scratch.leaf(known_b), Some(Leaf::False), "no question is left");
        let open =
            arena.restrict(both, &[RegionSet::first(2), RegionSet::range(1, 2)], &mut scratch);
        assert_eq!(scratch.question(open), Some(0));
        assert_eq!(
            arena.witness(both, &|leaf| leaf == Leaf::True),
            Some(alloc::vec![(0, 0), (1, 1)])
        );
    }
}
