//! Module `claim`: what is kept of a claim, and what its sender gets back. A claim is never edited.

use super::{ClaimedItem, ContactDetails, SentPhoto};
use crate::clause::{TopicKind, Verdict};
use crate::decide::{Decision, RemedyDecision};
use crate::types::{Day, RemedyId, StoreId, TimerId, TopicId};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Whether the shop signed the order's facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderTrust {
    /// As the shopper said.
    SelfDeclared,
    /// As the shop signed them.
    Signed,
    /// Something that a later version of this edge wrote.
    #[serde(other)]
    Unknown,
}

/// Whether the other claims of the same order were looked at, one claim at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderCheck {
    /// They were, and this one claims nothing that another does.
    Checked,
    /// They were: together with others it claims more of a line than was bought. A person looks at
    /// all of them.
    Contested,
    /// It is not known: the claim names no line of its order, or names order or line with letters
    /// of which several look the same; or the others could not be looked at just then, are too
    /// many, or the claim is older than this check. A person looks.
    #[default]
    #[serde(other)]
    Unchecked,
}

/// The outcome of the CAPTCHA check of the sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HumanCheck {
    /// It has, and lets the sender pass.
    Passed,
    /// It was to be asked and could not be: a person looks.
    Unavailable,
    /// The shop does not ask, or the claim came by a way that cannot.
    #[default]
    #[serde(other)]
    NotAsked,
}

impl HumanCheck {
    fn is_not_asked(&self) -> bool {
        *self == HumanCheck::NotAsked
    }
}

/// A service level that runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Due {
    /// Which.
    pub timer: TimerId,
    /// The instant at which it is due, ISO 8601 in UTC.
    pub at: String,
}

/// A kept claim: everything needed to derive its decision again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// Version of this form: 2. Version 1 had neither `items` nor `check`.
    pub v: u16,
    /// Its public number.
    pub id: String,
    /// The shop.
    pub store: StoreId,
    /// The instant of receipt, ISO 8601 in UTC.
    pub received_at: String,
    /// The civil day as of which it was decided.
    pub today: Day,
    /// The shop's time zone.
    pub timezone: String,
    /// The hash of the policy that decided.
    pub policy: String,
    /// What the shopper came for.
    pub topic: TopicId,
    /// The kind of request.
    pub kind: TopicKind,
    /// The remedy asked for.
    pub remedy: RemedyId,
    /// The verdict on it.
    pub verdict: Verdict,
    /// The answers, in their text form.
    pub facts: BTreeMap<String, String>,
    /// Whether the shop signed the order's facts.
    pub order: OrderTrust,
    /// What of the order it is about, where the shop's page said so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ClaimedItem>,
    /// Whether the other claims of the order were looked at.
    #[serde(default)]
    pub check: OrderCheck,
    /// The numbers of the claims that it contests, the latest first, at most five.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contests: Vec<String>,
    /// The outcome of the CAPTCHA check of the sender.
    #[serde(default, skip_serializing_if = "HumanCheck::is_not_asked")]
    pub human: HumanCheck,
    /// How to reach the shopper.
    pub contact: ContactDetails,
    /// What the shopper added.
    pub note: String,
    /// The proofs that the shopper says are ready.
    pub proofs: Vec<String>,
    /// The photos that came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<SentPhoto>,
    /// The service levels that run.
    pub due: Vec<Due>,
    /// The decision, as made at the edge.
    pub decision: Decision,
}

impl Claim {
    /// What was decided of the remedy that it asks for.
    #[must_use]
    pub fn asked_for(&self) -> Option<&RemedyDecision> {
        self.decision.remedies.iter().find(|remedy| remedy.remedy == self.remedy)
    }
}

/// What the shopper gets back when a claim is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// The claim's public number.
    pub claim: String,
    /// The instant of receipt, ISO 8601 in UTC.
    pub received_at: String,
    /// What the shopper came for.
    pub topic: TopicId,
    /// The remedy asked for.
    pub remedy: RemedyId,
    /// The verdict on it.
    pub verdict: Verdict,
    /// The service levels that run.
    pub due: Vec<Due>,
    /// The private link to its state; the secret is in the fragment, which is never sent to a
    /// server. Absent where the same content was kept before, under another ticket: the sender of
    /// that one has the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_url: Option<String>,
}
