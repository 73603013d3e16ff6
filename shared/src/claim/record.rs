//! Module `claim`: a stored claim and its receipt. A claim is never edited.

use super::{ClaimedItem, ContactDetails, SentPhoto};
use crate::clause::{TopicKind, Verdict};
use crate::decide::{Decision, RemedyDecision};
use crate::types::{Day, RemedyId, StoreId, TimerId, TopicId};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Whether the shop signed the facts of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderTrust {
    /// The shopper stated them.
    SelfDeclared,
    /// The shop signed them.
    Signed,
    /// A value that a later version of the edge wrote.
    #[serde(other)]
    Unknown,
}

/// Whether the claim was compared with the other claims of its order, one claim at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderCheck {
    /// It was, and no quantity is exceeded.
    Checked,
    /// It was: together with others, it claims more of an order line than was bought. Support looks
    /// at all of them.
    Contested,
    /// It was not, and support has to look at it: the claim names no order line, or names order or
    /// line with characters that look like others; or the other claims could not be loaded or are
    /// too many; or the claim is older than this check.
    #[default]
    #[serde(other)]
    Unchecked,
}

/// The outcome of the CAPTCHA check of the sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HumanCheck {
    /// The check was passed.
    Passed,
    /// The check was required but unavailable: support has to look at it.
    Unavailable,
    /// The shop requires no check, or the claim was sent in a way that has none.
    #[default]
    #[serde(other)]
    NotAsked,
}

impl HumanCheck {
    fn is_not_asked(&self) -> bool {
        *self == HumanCheck::NotAsked
    }
}

/// A service level that has started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Due {
    /// The timer.
    pub timer: TimerId,
    /// The time at which it is due, ISO 8601 in UTC.
    pub at: String,
}

/// A stored claim: everything that is needed to decide it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// Version of this format: 2. Version 1 had neither `items` nor `check`.
    pub v: u16,
    /// Its public id.
    pub id: String,
    /// The shop.
    pub store: StoreId,
    /// The time of receipt, ISO 8601 in UTC.
    pub received_at: String,
    /// The civil day as of which it was decided.
    pub today: Day,
    /// The shop's time zone.
    pub timezone: String,
    /// The hash of the policy by which it was decided.
    pub policy: String,
    /// The topic of the request.
    pub topic: TopicId,
    /// The kind of request.
    pub kind: TopicKind,
    /// The remedy that is requested.
    pub remedy: RemedyId,
    /// The verdict on it.
    pub verdict: Verdict,
    /// The answers in their text form, by question id.
    pub facts: BTreeMap<String, String>,
    /// Whether the shop signed the order's facts.
    pub order: OrderTrust,
    /// The claimed lines of the order, if the shop's page names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ClaimedItem>,
    /// Whether the claim was compared with the other claims of its order.
    #[serde(default)]
    pub check: OrderCheck,
    /// The ids of the claims that it conflicts with, the latest first, at most five.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contests: Vec<String>,
    /// The outcome of the CAPTCHA check of the sender.
    #[serde(default, skip_serializing_if = "HumanCheck::is_not_asked")]
    pub human: HumanCheck,
    /// The contact details of the shopper.
    pub contact: ContactDetails,
    /// The shopper's note.
    pub note: String,
    /// The proofs that the shopper says are ready.
    pub proofs: Vec<String>,
    /// The photos.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<SentPhoto>,
    /// The service levels that have started.
    pub due: Vec<Due>,
    /// The decision, as made at the edge.
    pub decision: Decision,
}

impl Claim {
    /// The decision on the requested remedy.
    #[must_use]
    pub fn asked_for(&self) -> Option<&RemedyDecision> {
        self.decision.remedies.iter().find(|remedy| remedy.remedy == self.remedy)
    }
}

/// The response to a shopper whose claim was stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// The public id of the claim.
    pub claim: String,
    /// The time of receipt, ISO 8601 in UTC.
    pub received_at: String,
    /// The topic of the request.
    pub topic: TopicId,
    /// The remedy that is requested.
    pub remedy: RemedyId,
    /// The verdict on it.
    pub verdict: Verdict,
    /// The service levels that have started.
    pub due: Vec<Due>,
    /// The private link to the status page. Its secret is in the fragment, which is never sent to a
    /// server. Absent if the same content was already stored under another ticket, whose sender has
    /// the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_url: Option<String>,
}
