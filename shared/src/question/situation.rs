//! Module `question`: the one noun that every later room shares.

use super::Facts;
use crate::types::{Day, TopicId};

/// What is known of one shopper: why they came, what they said, and which day it is.
///
/// A golden case is a situation with its decision; a submission is a situation without a trusted day;
/// a claim is a situation with its decision, kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// What the shopper came for.
    pub topic: TopicId,
    /// The answers so far.
    pub facts: Facts,
    /// The civil day on which it is judged, passed in by whoever may ask a clock.
    pub today: Day,
}
