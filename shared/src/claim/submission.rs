//! Module `claim`: what the browser sends. Nothing in it is trusted, and it contains no verdict.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Longest note, in characters.
pub const NOTE_CHARS_MAX: usize = 2_000;

/// A request to accept a claim. Unknown fields are rejected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The hash of the policy that the shopper was shown.
    pub policy: String,
    /// The topic of the request.
    pub topic: String,
    /// The remedy that is requested.
    pub remedy: String,
    /// The answers on the path, in their text form, by question id.
    pub facts: BTreeMap<String, String>,
    /// The contact details of the shopper.
    pub contact: ContactDetails,
    /// The shopper's note.
    #[serde(default)]
    pub note: String,
    /// The proofs that the shopper says are ready.
    #[serde(default)]
    pub proofs: Vec<String>,
    /// The photos that were uploaded before, each with its proof.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<SentPhoto>,
    /// The claimed lines of the order, if the shop's page names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ClaimedItem>,
    /// The facts of the order, signed by the shop (JWS, RFC 7515, compact); they override the
    /// shopper's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_order: Option<String>,
    /// The shopper's distance from UTC in minutes, east positive; clamped to -720..=840 where it is
    /// used.
    #[serde(default)]
    pub offset_minutes: i16,
}

/// A line of an order, and the claimed quantity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClaimedItem {
    /// The id of the line in the shop's system: of the article or of the line.
    pub item: String,
    /// The claimed quantity, at least 1.
    #[serde(default = "one")]
    pub quantity: u16,
    /// The quantity that was bought; if absent, the claimed quantity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered_quantity: Option<u16>,
}

impl ClaimedItem {
    /// The quantity that was bought.
    #[must_use]
    pub fn bought(&self) -> u16 {
        self.ordered_quantity.unwrap_or(self.quantity)
    }
}

fn one() -> u16 {
    1
}

/// A photo that the edge has accepted before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SentPhoto {
    /// The proof that it shows.
    pub proof: String,
    /// The id that the edge assigned.
    pub photo: String,
}

/// How to reach the shopper and find the order. Only the minimum: no payment card data, birth dates
/// or identity documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactDetails {
    /// E-mail address.
    pub email: String,
    /// Order number, as the shop wrote it.
    pub order: String,
    /// The name, if the shopper gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
