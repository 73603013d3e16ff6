//! Room `policy`: a whole policy, checked: every name resolves, and its diagrams are built. There are two ways in:
//! [`Policy::new`] from parts that a file declared, [`Policy::decode`] from bytes; both check.

mod bytes;
mod parts;
mod whole;

pub use parts::PolicyParts;
pub use whole::{Policy, PolicyError};
