//! Room `claim`: what is kept of a claim, and what its sender gets back. A claim is never edited.

use super::{ContactDetails, SentPhoto};
use crate::clause::{TopicKind, Verdict};
use crate::decide::Decision;
use crate::words::{Day, RemedyId, StoreId, TimerId, TopicId};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Whether the order's facts are vouched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderTrust {
    /// As the shopper said.
    SelfDeclared,
}

/// A service level that runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// Which.
    pub timer: TimerId,
    /// The instant at which it is due, ISO 8601 in UTC.
    pub at: String,
}

/// A kept claim: everything needed to derive its decision again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Version of this form: 1.
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
    /// Whether the order's facts are vouched for.
    pub order: OrderTrust,
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

/// What the shopper gets back when a claim is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The private link to its state; the secret is in the fragment, which is never sent to a server.
    pub status_url: String,
}
