//! Module `clause`: what the law gives a consumer in some countries. A statute only adds to a
//! policy.

use super::Right;
use crate::region::RegionSet;
use crate::types::{Day, Limit, StatuteId};
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// A statutory right, as one policy applies it: information, not legal advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statute {
    /// Its id.
    pub id: StatuteId,
    /// The right it gives.
    pub right: Right,
    /// The regions of the policy's place question where it applies.
    pub places: RegionSet,
    /// How long after delivery it can be used, if that can be computed.
    pub limit: Option<Limit>,
    /// Whether the law of a country may give more than this.
    pub minimum: bool,
    /// The day on which the data was looked up.
    pub as_of: Day,
    /// The legal source, for example `Directive 2011/83/EU art. 9`.
    pub source: String,
}
