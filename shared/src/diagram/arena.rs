//! Module `diagram`: the nodes, each kept once. Two functions are equal exactly where their [`NodeRef`]s are.

use crate::clause::Verdict;
use crate::region::RegionSet;
use alloc::vec;
use alloc::vec::Vec;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

/// Most nodes of one topic's diagrams; a policy beyond it is refused as too large rather than checked in part.
pub const NODES_MAX: usize = 200_000;

/// What a complete case comes to, for one remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ruling {
    /// No clause speaks: the policy has a hole here and does not compile.
    Gap,
    /// Exclusions of this strength apply; which of them is read off the clauses.
    Excluded(Verdict),
    /// The allowance of that index decides.
    Allowed {
        /// Index among the policy's allowances.
        clause: u16,
        /// What it says.
        verdict: Verdict,
    },
    /// The policy refuses, by an allowance of that index or by exclusions, and a statute turns that over to support.
    Statute {
        /// Index among the policy's allowances, where one refused.
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
    /// What the case comes to.
    Ruling(Ruling),
}

/// A node of an [`Arena`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeRef(u32);

impl NodeRef {
    fn ix(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// Marks a node as seen; says whether it was before.
fn mark(seen: &mut [bool], at: NodeRef) -> bool {
    seen.get_mut(at.ix()).is_none_or(|seen| core::mem::replace(seen, true))
}

/// A leaf, or a test of one question with one edge per region. Not all edges of a test are equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// The end.
    Leaf(Leaf),
    /// A test.
    Test {
        /// Index of the question; along a path they ascend.
        question: u8,
        /// Where each region leads.
        edges: Vec<NodeRef>,
    },
}

/// A number under each node: its own, or that of the one that a choice makes.
type NodeMap = IndexMap<Node, u32, FxBuildHasher>;

/// A store of nodes.
#[derive(Debug, Clone, Default)]
pub struct Arena {
    /// Each node under itself: its place in the table is its number.
    nodes: NodeMap,
    /// Choices made before, each under its three parts written as a node.
    ite_cache: NodeMap,
}

const NOWHERE: Node = Node::Leaf(Leaf::Ruling(Ruling::Gap));

impl Arena {
    /// The node behind a reference.
    #[must_use]
    pub fn node(&self, at: NodeRef) -> &Node {
        self.nodes.get_index(at.ix()).map_or(&NOWHERE, |(node, _)| node)
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

    /// The leaf, if the diagram has come to one.
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

    /// The diagram once that question is known to fall into that region.
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
        self.keep(Node::Leaf(leaf))
    }

    /// A test, or where it leads if all its edges are one.
    pub fn insert_test(&mut self, question: u8, edges: Vec<NodeRef>) -> NodeRef {
        match edges.split_first() {
            Some((first, rest)) if rest.iter().all(|edge| edge == first) => *first,
            _ => self.keep(Node::Test { question, edges }),
        }
    }

    /// The condition that a question falls into a set, of `count` regions.
    pub fn insert_is(&mut self, question: u8, count: usize, set: RegionSet) -> NodeRef {
        let (no, yes) = (self.insert_leaf(Leaf::False), self.insert_leaf(Leaf::True));
        let edges = (0..count).map(|region| if set.has(region) { yes } else { no }).collect();
        self.insert_test(question, edges)
    }

    /// `yes` where the condition `test` holds, else `no`.
    pub fn ite(&mut self, test: NodeRef, yes: NodeRef, no: NodeRef) -> NodeRef {
        match self.leaf(test) {
            Some(Leaf::True) => return yes,
            Some(_) => return no,
            None if yes == no => return yes,
            None => {}
        }
        let choice = Node::Test { question: 0, edges: vec![test, yes, no] };
        if let Some(known) = self.ite_cache.get(&choice) {
            return NodeRef(*known);
        }
        let made = self.ite_by_first_question(test, yes, no);
        self.ite_cache.insert(choice, made.0);
        made
    }

    fn ite_by_first_question(&mut self, test: NodeRef, yes: NodeRef, no: NodeRef) -> NodeRef {
        let first =
            [test, yes, no].into_iter().filter_map(|at| self.question(at)).min().unwrap_or(0);
        let count =
            [test, yes, no].into_iter().filter_map(|at| self.width(at, first)).max().unwrap_or(0);
        let mut edges = Vec::with_capacity(count);
        for region in 0..count {
            let parts = [test, yes, no].map(|at| self.follow(at, first, region));
            let [test, yes, no] = parts;
            edges.push(self.ite(test, yes, no));
        }
        self.insert_test(first, edges)
    }

    fn width(&self, at: NodeRef, question: u8) -> Option<usize> {
        match self.node(at) {
            Node::Test { question: tested, edges } if *tested == question => Some(edges.len()),
            _ => None,
        }
    }

    /// A path to a leaf that is wanted, as (question, region) pairs, if there is one.
    pub fn witness(&self, root: NodeRef, want: &dyn Fn(Leaf) -> bool) -> Option<Vec<(u8, usize)>> {
        let mut seen = vec![false; self.nodes.len()];
        let mut path = Vec::new();
        self.search(root, want, &mut seen, &mut path).then_some(path)
    }

    fn search(
        &self,
        at: NodeRef,
        want: &dyn Fn(Leaf) -> bool,
        seen: &mut [bool],
        path: &mut Vec<(u8, usize)>,
    ) -> bool {
        match self.node(at) {
            Node::Leaf(leaf) => want(*leaf),
            Node::Test { question, edges } => {
                !mark(seen, at)
                    && edges.iter().enumerate().any(|(region, edge)| {
                        path.push((*question, region));
                        let found = self.search(*edge, want, seen, path);
                        if !found {
                            path.pop();
                        }
                        found
                    })
            }
        }
    }

    /// The diagram under `root` with every question held to its possible regions, built in `into`.
    #[must_use]
    pub fn restrict(&self, root: NodeRef, possible: &[RegionSet], into: &mut Arena) -> NodeRef {
        self.restrict_and_map(root, possible, &|leaf| leaf, into)
    }

    /// The same with every leaf replaced, so that leaves between which nothing distinguishes become one.
    #[must_use]
    pub fn restrict_and_map(
        &self,
        root: NodeRef,
        possible: &[RegionSet],
        leaf: &dyn Fn(Leaf) -> Leaf,
        into: &mut Arena,
    ) -> NodeRef {
        let done = vec![None; self.nodes.len()];
        Restriction { from: self, possible, leaf, done }.of(root, into)
    }

    fn keep(&mut self, node: Node) -> NodeRef {
        // Not by an entry, which would be code of its own besides `get` and `insert`.
        if let Some(known) = self.nodes.get(&node) {
            return NodeRef(*known);
        }
        let next = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        if !self.is_full() {
            self.nodes.insert(node, next);
        }
        NodeRef(next)
    }

    /// Whether the store is full, so that its diagrams mean nothing.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.nodes.len() >= NODES_MAX
    }
}

/// One diagram on its way into another arena.
struct Restriction<'a> {
    from: &'a Arena,
    possible: &'a [RegionSet],
    leaf: &'a dyn Fn(Leaf) -> Leaf,
    done: Vec<Option<NodeRef>>,
}

impl Restriction<'_> {
    fn of(&mut self, at: NodeRef, into: &mut Arena) -> NodeRef {
        if let Some(known) = self.done.get(at.ix()).copied().flatten() {
            return known;
        }
        let made = match self.from.node(at) {
            Node::Leaf(leaf) => into.insert_leaf((self.leaf)(*leaf)),
            Node::Test { question, edges } => self.test(*question, edges, into),
        };
        self.done.get_mut(at.ix()).into_iter().for_each(|slot| *slot = Some(made));
        made
    }

    fn test(&mut self, question: u8, edges: &[NodeRef], into: &mut Arena) -> NodeRef {
        let all = RegionSet::first(edges.len());
        let set = self.possible.get(usize::from(question)).copied().unwrap_or(all);
        let mut kept = Vec::with_capacity(edges.len());
        for (region, edge) in edges.iter().enumerate() {
            kept.push(set.has(region).then(|| self.of(*edge, into)));
        }
        // What cannot happen leads where the first possible region leads, so it never keeps a test alive.
        let some = kept.iter().flatten().next().copied();
        let edges = kept.into_iter().filter_map(|edge| edge.or(some)).collect();
        into.insert_test(question, edges)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_functions_are_equal_nodes() {
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
    fn a_restricted_diagram_forgets_what_cannot_matter() {
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
