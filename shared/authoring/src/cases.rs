//! Module `cases`: finds every case of a topic by walking its diagrams: which rulings occur
//! together, and one example shopper for each. It contains walks, consistent dates and example
//! texts, and judges nothing.

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
pub(crate) use shopper::ShopperBuilder;
pub(crate) use topic::{Cases, TopicCases, replaced};
pub(crate) use walk::{Path, Probe};
