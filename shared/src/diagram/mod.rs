//! Module `diagram`: reduced ordered decision diagrams over regions: one per topic and remedy, equal functions being equal nodes.
//!
//! What may come in: building them from clauses, restricting them by what is known, walking them. Because they are
//! reduced, the question at the root of a restricted diagram is the first one whose answer can still matter, and a
//! diagram that has shrunk to a leaf is final whatever else is answered.

mod arena;
mod topic;

pub use arena::{Arena, Leaf, NODES_MAX, Node, NodeRef, Ruling};
pub(crate) use topic::Rules;
pub use topic::TopicDiagram;
