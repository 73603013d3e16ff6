//! Module `claim`: what the browser sends. Nothing in it is trusted; there is no verdict in it to trust.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Longest note, in characters.
pub const NOTE_CHARS_MAX: usize = 2_000;

/// A request to take a claim. Unknown fields are refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The hash of the policy that the shopper was shown.
    pub policy: String,
    /// What the shopper came for.
    pub topic: String,
    /// The remedy asked for.
    pub remedy: String,
    /// The answers that counted, in their text form.
    pub facts: BTreeMap<String, String>,
    /// How to reach the shopper.
    pub contact: ContactDetails,
    /// Anything the shopper wants to add.
    #[serde(default)]
    pub note: String,
    /// The proofs that the shopper says are ready.
    #[serde(default)]
    pub proofs: Vec<String>,
    /// The photos sent before, each for the proof that it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<SentPhoto>,
    /// What of the order it is about, where the shop's page says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ClaimedItem>,
    /// The order's facts as the shop signed them (JWS, RFC 7515, compact); what is in it cannot be overridden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_order: Option<String>,
    /// The shopper's distance from UTC in minutes, east positive; clamped to -720..=840 where it is used.
    #[serde(default)]
    pub offset_minutes: i16,
}

/// One line of an order, and how many of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClaimedItem {
    /// The line, as the shop calls it: a number of the article or of the line.
    pub item: String,
    /// How many are claimed, at least 1.
    #[serde(default = "one")]
    pub quantity: u16,
    /// How many were bought; where it is not said, as many as are claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered_quantity: Option<u16>,
}

impl ClaimedItem {
    /// How many were bought.
    #[must_use]
    pub fn bought(&self) -> u16 {
        self.ordered_quantity.unwrap_or(self.quantity)
    }
}

fn one() -> u16 {
    1
}

/// A photo that the edge has taken already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SentPhoto {
    /// The proof that it is.
    pub proof: String,
    /// The name that the edge gave it.
    pub photo: String,
}

/// How to reach the shopper and find the order. The strict minimum: never card data, birth dates or documents of identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactDetails {
    /// E-mail address.
    pub email: String,
    /// Order number, as the shop wrote it.
    pub order: String,
    /// Name, where the shopper wants to give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
