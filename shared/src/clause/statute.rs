//! Module `clause`: what the law gives a consumer in some countries. It only ever adds.

use super::Right;
use crate::region::RegionSet;
use crate::types::compact::compact;
use crate::types::{Day, Limit, StatuteId};
use alloc::string::String;
use serde::{Deserialize, Serialize};

compact!(struct Statute { id, right, places, limit, minimum, as_of, source });

/// A statutory right, as one policy sees it: information, not legal advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statute {
    /// Its name.
    pub id: StatuteId,
    /// The right it gives.
    pub right: Right,
    /// The regions of the policy's place question where it applies.
    pub places: RegionSet,
    /// How long after possession it can be used, where that can be computed.
    pub limit: Option<Limit>,
    /// Whether that is the least that the law of a country may give.
    pub minimum: bool,
    /// The day on which the data was looked up.
    pub as_of: Day,
    /// Where it stands, for example `Directive 2011/83/EU art. 9`.
    pub source: String,
}
