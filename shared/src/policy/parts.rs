//! Module `policy`: what a policy file declares, with its phrases turned into regions.

use crate::clause::{Clause, Contact, Proof, Statute, Step, Timer, Topic};
use crate::question::Question;
use crate::types::compact::compact;
use crate::types::{Currency, Day, Language, NoteId, RemedyId, StoreId};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The parts of a policy, not yet known to fit together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyParts {
    /// The shop.
    pub store: StoreId,
    /// The shop's name, as people read it.
    pub name: String,
    /// The language in which the texts are complete.
    pub language: Language,
    /// The shop's IANA time zone: whose civil day counts.
    pub timezone: String,
    /// The currency of every amount.
    pub currency: Currency,
    /// The day of the published page.
    pub as_of: Day,
    /// How the shop is reached.
    pub contact: Contact,
    /// Index of the place question that statutes look at.
    pub place_question: Option<u8>,
    /// Index of the date question on which the goods came into the shopper's hands.
    pub delivery_question: Option<u8>,
    /// In the order in which they are asked.
    pub questions: Vec<Question>,
    /// In the order in which they are offered.
    pub topics: Vec<Topic>,
    /// What may be given.
    pub remedies: Vec<RemedyId>,
    /// What must be shown.
    pub proofs: Vec<Proof>,
    /// What the shopper does next.
    pub steps: Vec<Step>,
    /// Information.
    pub notes: Vec<NoteId>,
    /// Service levels.
    pub timers: Vec<Timer>,
    /// Phase 1: any match refuses.
    pub exclusions: Vec<Clause>,
    /// Phase 2: per remedy the first match decides.
    pub allowances: Vec<Clause>,
    /// What the law adds.
    pub statutes: Vec<Statute>,
    /// SHA-256 of the texts in the source language: a change of those words is a change of the policy.
    pub texts_hash: [u8; 32],
}

impl PolicyParts {
    /// The slots that a text may have, each with what stands in its place; a text with a slot that has none cannot be said.
    #[must_use]
    pub fn slots(&self) -> [(&'static str, Option<&str>); 3] {
        let contact = &self.contact;
        [
            ("{email}", contact.email.as_deref()),
            ("{return_address}", contact.return_address.as_deref()),
            ("{store}", Some(&self.name)),
        ]
    }
}

compact!(struct PolicyParts {
    store, name, language, timezone, currency, as_of, contact, place_question, delivery_question, questions, topics, remedies, proofs, steps, notes,
    timers, exclusions, allowances, statutes, texts_hash,
});
