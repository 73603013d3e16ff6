//! Module `diagram`: reduced ordered decision diagrams over regions, one per topic and remedy.
//! Equal functions are equal nodes.
//!
//! It builds diagrams from clauses, restricts them to what is known and walks them. Because
//! diagrams are reduced, the question at the root of a restricted diagram is the first one whose
//! answer can still matter, and a diagram that is a leaf is final for all further answers.

mod arena;
mod topic;

pub use arena::{Arena, Leaf, NODES_MAX, Node, NodeRef, Ruling};
pub(crate) use topic::Rules;
pub use topic::TopicDiagram;
