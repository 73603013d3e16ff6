//! Module `clause`: clauses and the named things they and topics speak of.

use super::{Condition, Terms};
use crate::types::compact::compact;
use crate::types::{ClauseId, NoteId, ProofId, RemedyId, StepId, TimerId, TopicId};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What is said of one remedy. Ordered from best to worst for the shopper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The shop's policy gives it, under the stated terms.
    Granted,
    /// A person decides; the claim is taken and marked so.
    AskSupport,
    /// Not before a first day.
    NotYet,
    /// Not covered by this shop's policy.
    Refused,
}

impl Verdict {
    /// Whether a claim is taken.
    #[must_use]
    pub fn is_open(self) -> bool {
        self <= Verdict::AskSupport
    }
}

compact!(
    enum Verdict {
        Granted,
        AskSupport,
        NotYet,
        Refused,
    }
);

/// One sentence of the policy with its condition and its effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Stable and quotable.
    pub id: ClauseId,
    /// The remedies it speaks of.
    pub remedies: Vec<RemedyId>,
    /// The topics it speaks in.
    pub topics: Vec<TopicId>,
    /// When it applies.
    pub when: Condition,
    /// What it says then.
    pub verdict: Verdict,
    /// How, where it says so.
    pub terms: Terms,
    /// The words of the published page, where it stands there.
    pub quote: Option<String>,
    /// The line or lines of the published page, for example `12-14`.
    pub source_lines: Option<String>,
    /// The reading chosen where the page is vague or contradicts itself.
    pub interpretation: Option<String>,
}

compact!(struct Clause { id, remedies, topics, when, verdict, terms, quote, source_lines, interpretation });

impl Clause {
    /// Whether the clause speaks of that remedy in that topic.
    #[must_use]
    pub fn concerns(&self, topic: &Topic, remedy: &RemedyId) -> bool {
        self.topics.contains(&topic.id) && self.remedies.contains(remedy)
    }
}

/// Kind of request that a topic leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TopicKind {
    /// The shopper gives something back.
    Return,
    /// The shop delivered something faulty, missing or wrong.
    Claim,
    /// The parcel has not come.
    NotReceived,
    /// The shopper leaves the contract under the law of their country: no reason, no proof.
    Withdrawal,
    /// A question only; no claim is taken.
    Inquiry,
}

compact!(
    enum TopicKind {
        Return,
        Claim,
        NotReceived,
        Withdrawal,
        Inquiry,
    }
);

/// A right that the law gives, whatever the shop's policy says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Leaving a distance contract without a reason (Directive 2011/83/EU art. 9).
    Withdrawal,
    /// The seller's liability for faulty goods (Directive (EU) 2019/771).
    Guarantee,
}

compact!(
    enum Right {
        Withdrawal,
        Guarantee,
    }
);

/// What the shopper came for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Its name.
    pub id: TopicId,
    /// The kind of request it leads to.
    pub kind: TopicKind,
    /// The remedies to be decided, best first.
    pub remedies: Vec<RemedyId>,
    /// The statutory right that stands behind it.
    pub right: Option<Right>,
    /// Information shown with the decision.
    pub notes: Vec<NoteId>,
    /// Service levels that start when a claim is submitted.
    pub timers: Vec<TimerId>,
}

compact!(struct Topic { id, kind, remedies, right, notes, timers });

/// A kind of thing that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A still picture.
    Photo,
    /// A moving picture.
    Video,
    /// A picture of a screen.
    Screenshot,
    /// A paper or a scan of it.
    Document,
    /// Words.
    Text,
}

compact!(
    enum Evidence {
        Photo,
        Video,
        Screenshot,
        Document,
        Text,
    }
);

/// How badly a proof is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// The policy demands it.
    Required,
    /// It helps.
    Recommended,
    /// Only where there is such a thing.
    IfApplicable,
}

compact!(
    enum Need {
        Required,
        Recommended,
        IfApplicable,
    }
);

/// Something the shopper must show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Its name.
    pub id: ProofId,
    /// Any one of these kinds will do.
    pub kinds: Vec<Evidence>,
    /// How badly it is needed.
    pub need: Need,
    /// How many pieces.
    pub count: u8,
}

compact!(struct Proof { id, kinds, need, count });

impl Proof {
    /// Whether it can be seen in a picture: then there is a place for one.
    #[must_use]
    pub fn accepts_photo(&self) -> bool {
        let seen = |kind: &Evidence| {
            matches!(kind, Evidence::Photo | Evidence::Screenshot | Evidence::Document)
        };
        self.kinds.iter().any(seen)
    }

    /// Whether it is something that the shopper writes down, and nothing else will do.
    #[must_use]
    pub fn is_written(&self) -> bool {
        self.kinds.iter().all(|kind| *kind == Evidence::Text)
    }
}

/// Something the shopper does next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its name.
    pub id: StepId,
    /// Whether it can be shown: false while a contact detail that it needs is unset.
    pub available: bool,
}

compact!(struct Step { id, available });

/// A service level of the shop, counted from the submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    /// Its name.
    pub id: TimerId,
    /// Hours from submission to due.
    pub hours: u16,
}

compact!(struct Timer { id, hours });

/// How the shop can be reached. Unset where the merchant has not said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Support's e-mail address.
    pub email: Option<String>,
    /// Where goods are sent back to.
    pub return_address: Option<String>,
}

compact!(struct Contact { email, return_address });
