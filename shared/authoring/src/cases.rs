//! Module `cases`: every case of a topic, by walking its diagrams: which rulings can come together,
//! and one shopper for each. What may come in: walks, dates that fit together, the example in
//! words. It judges nothing.

mod count;
mod dates;
mod groups;
mod places;
mod shopper;
mod topic;
mod walk;

pub(crate) use count::{Counts, counts};
pub(crate) use dates::Calendars;
pub(crate) use groups::{Group, Side, groups};
pub use shopper::Shopper;
pub(crate) use shopper::Speaker;
pub(crate) use topic::{Cases, TopicCases, replaced};
pub(crate) use walk::{Path, Probe};
