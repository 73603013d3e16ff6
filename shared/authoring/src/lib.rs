#![doc = include_str!("../README.md")]

// In the order in which a policy passes through them.
pub mod finding;
mod suggest;
mod places;
mod calendar;
mod statutes;
mod decode;
mod files;
mod draft;
mod phrase;
mod names;
mod check;
mod lower;
mod cases;
mod properties;
mod accept;
mod explain;
mod lengths;
mod stats;
mod compile;
mod diff;
mod page;

pub use cases::Shopper;
pub use compile::{CompiledPolicy, compile};
pub use diff::{Change, Diff, Direction, Outcome, diff, diff_compiled};
pub use explain::{codes, explain};
pub use files::{PolicyFiles, load, stores};
pub use finding::{Finding, Related, Severity};
pub use page::{Listing, listing, page};
pub use properties::{Boundary, Edge, boundaries};
pub use stats::{Stats, TopicStats};
pub use statutes::statutes;
