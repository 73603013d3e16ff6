//! Module `clause`: clauses, and the parts that clauses and topics refer to.

use super::{Condition, Terms};
use crate::types::{ClauseId, NoteId, ProofId, RemedyId, StepId, TimerId, TopicId};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The verdict on one remedy. Ordered from best to worst for the shopper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The shop's policy grants it, on the stated terms.
    Granted,
    /// Support decides; a claim is accepted and marked for review.
    AskSupport,
    /// Not available before a first day.
    NotYet,
    /// Not covered by this shop's policy.
    Refused,
}

impl Verdict {
    /// Whether a claim is accepted.
    #[must_use]
    pub fn is_open(self) -> bool {
        self <= Verdict::AskSupport
    }
}

/// A clause: one rule of the policy, with its condition and its effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Stable and quotable.
    pub id: ClauseId,
    /// The remedies that it decides on.
    pub remedies: Vec<RemedyId>,
    /// The topics in which it applies.
    pub topics: Vec<TopicId>,
    /// The condition under which it applies.
    pub when: Condition,
    /// The verdict if it applies.
    pub verdict: Verdict,
    /// The terms of the verdict.
    pub terms: Terms,
    /// The words of the published page, if the clause quotes it.
    pub quote: Option<String>,
    /// The line or lines of the published page, for example `12-14`.
    pub source_lines: Option<String>,
    /// The author's interpretation, if the page is vague or contradicts itself.
    pub interpretation: Option<String>,
}

impl Clause {
    /// Whether the clause decides on that remedy in that topic.
    #[must_use]
    pub fn concerns(&self, topic: &Topic, remedy: &RemedyId) -> bool {
        self.topics.contains(&topic.id) && self.remedies.contains(remedy)
    }
}

/// The kind of request that a topic leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TopicKind {
    /// The shopper returns something.
    Return,
    /// The shop delivered something faulty, missing or wrong.
    Claim,
    /// The parcel has not arrived.
    NotReceived,
    /// The shopper withdraws from the contract under the law of their country, without reason or
    /// proof.
    Withdrawal,
    /// A question only; no claim is accepted.
    Inquiry,
}

/// A right that the law gives, independent of the shop's policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Withdrawal from a distance contract without a reason (Directive 2011/83/EU art. 9).
    Withdrawal,
    /// The seller's liability for faulty goods (Directive (EU) 2019/771).
    Guarantee,
}

/// A topic: the subject of a shopper's request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// The kind of request it leads to.
    pub kind: TopicKind,
    /// The remedies that are decided, best first.
    pub remedies: Vec<RemedyId>,
    /// The statutory right that the topic corresponds to, if any.
    pub right: Option<Right>,
    /// Notes that are shown with the decision.
    pub notes: Vec<NoteId>,
    /// Service levels that start when a claim is submitted.
    pub timers: Vec<TimerId>,
}

/// A kind of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A photo.
    Photo,
    /// A video.
    Video,
    /// A screenshot.
    Screenshot,
    /// A document or a scan of it.
    Document,
    /// A text written by the shopper.
    Text,
}

/// How necessary a proof is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// The policy requires it.
    Required,
    /// It is not required, but helps.
    Recommended,
    /// It is needed only if it exists.
    IfApplicable,
}

/// A proof that the shopper must provide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Its id.
    pub id: ProofId,
    /// The kinds of evidence that are accepted; one of them is enough.
    pub kinds: Vec<Evidence>,
    /// How necessary it is.
    pub need: Need,
    /// How many pieces of evidence are needed.
    pub count: u8,
}

impl Proof {
    /// Whether a photo is accepted as evidence; the claim form then has an upload for it.
    #[must_use]
    pub fn accepts_photo(&self) -> bool {
        let is_image = |kind: &Evidence| {
            matches!(kind, Evidence::Photo | Evidence::Screenshot | Evidence::Document)
        };
        self.kinds.iter().any(is_image)
    }

    /// Whether only a text written by the shopper is accepted.
    #[must_use]
    pub fn is_written(&self) -> bool {
        self.kinds.iter().all(|kind| *kind == Evidence::Text)
    }
}

/// A step that the shopper takes next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// Whether it can be shown: false if it needs a contact detail that is not set.
    pub available: bool,
}

/// A timer: a service level of the shop, counted from the submission of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    /// Its id.
    pub id: TimerId,
    /// Hours from the submission until it is due.
    pub hours: u16,
}

/// The contact details of the shop. Each is `None` if the merchant has not set it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The e-mail address of support.
    pub email: Option<String>,
    /// The address to which goods are returned.
    pub return_address: Option<String>,
}
