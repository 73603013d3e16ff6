//! Module `policy`: a whole policy, checked: every name resolves. There are two ways in: [`Policy::new`] from parts that a file declared,
//! [`Policy::decode`] from bytes; both check. What a policy says of itself only when asked, it works out when it is first asked.

pub mod bundle;
mod bytes;
mod parts;
mod whole;

pub use parts::PolicyParts;
pub use whole::{Policy, PolicyError};
