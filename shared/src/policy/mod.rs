//! Module `policy`: a checked policy, in which every name resolves. [`Policy::new`] builds it from
//! the parts that a file declares, [`Policy::decode`] from bytes; both check. Hash and diagrams are
//! computed on first use.

pub mod bundle;
mod bytes;
mod parts;
mod whole;

pub use parts::PolicyParts;
pub use whole::{Policy, PolicyError};
