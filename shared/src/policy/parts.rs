//! Module `policy`: what a policy file declares, with its phrases converted to regions.

use crate::clause::{Clause, Contact, Proof, Statute, Step, Timer, Topic};
use crate::question::Question;
use crate::types::{Currency, Day, Language, NoteId, RemedyId, StoreId};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The parts of a policy, before the check that they fit together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyParts {
    /// The shop.
    pub store: StoreId,
    /// The shop's display name.
    pub name: String,
    /// The language in which the texts are complete.
    pub language: Language,
    /// The shop's IANA time zone, in which the current day is determined.
    pub timezone: String,
    /// The currency of every amount.
    pub currency: Currency,
    /// The date of the published page.
    pub as_of: Day,
    /// The contact details of the shop.
    pub contact: Contact,
    /// Index of the place question that statutes use.
    pub place_question: Option<u8>,
    /// Index of the date question that asks when the goods were delivered.
    pub delivery_question: Option<u8>,
    /// The questions, in the order in which they are asked.
    pub questions: Vec<Question>,
    /// The topics, in the order in which they are offered.
    pub topics: Vec<Topic>,
    /// The remedies.
    pub remedies: Vec<RemedyId>,
    /// The proofs that a shopper may have to provide.
    pub proofs: Vec<Proof>,
    /// The steps that a shopper may have to take.
    pub steps: Vec<Step>,
    /// The notes.
    pub notes: Vec<NoteId>,
    /// The service levels.
    pub timers: Vec<Timer>,
    /// Phase 1: the strictest exclusion that applies decides.
    pub exclusions: Vec<Clause>,
    /// Phase 2: the first allowance of a remedy that applies decides.
    pub allowances: Vec<Clause>,
    /// The statutes, which only add.
    pub statutes: Vec<Statute>,
    /// SHA-256 of the texts in the source language: a policy with other texts is another policy.
    pub texts_hash: [u8; 32],
}

impl PolicyParts {
    /// The slots that a text may have, each with its value. A text is not shown if one of its slots
    /// has no value.
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
