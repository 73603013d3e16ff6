#![doc = include_str!("../README.md")]

// In the order in which a policy passes through them.
pub mod finding;
mod suggest;
mod files;
mod draft;
mod phrase;
mod names;
mod check;
mod lower;
mod witness;
mod properties;
mod stats;
mod compile;

pub use compile::{Bundle, compile};
pub use files::{PolicyFiles, load, stores};
pub use finding::{Finding, Severity};
pub use stats::{Stats, TopicStats};
