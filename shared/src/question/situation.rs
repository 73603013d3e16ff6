//! Module `question`: the situation, which is the input of all later modules.

use super::Facts;
use crate::types::{Day, TopicId};

/// What is known of one shopper: their topic, their answers and the current day.
///
/// A golden case is a situation with its decision; a submission is a situation without a trusted
/// day; a claim is a stored situation with its decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// The topic of the request.
    pub topic: TopicId,
    /// The answers so far.
    pub facts: Facts,
    /// The civil day as of which it is judged, from the caller's clock.
    pub today: Day,
}
