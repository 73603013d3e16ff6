//! Module `policy`: the checked policy, with the diagrams of each topic.

use super::{PolicyParts, bytes};
use crate::clause::{Clause, Condition, Proof, Step, Timer, Topic};
use crate::diagram::{self, TopicDiagram};
use crate::question::{Kind, Question};
use crate::region::{REGIONS_MAX, regions};
use crate::types::{Amount, ClauseId, ProofId, QuestionId, StepId, TimerId, TopicId};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use once_cell::race::OnceBox;

/// Why parts are not a policy. The author of a file gets spans and help from the authoring crate
/// instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyError {
    /// Not a compiled policy, or of another format.
    Format,
    /// Truncated or altered.
    Damaged,
    /// A name or index that refers to nothing; the text says of which kind.
    Dangling(&'static str),
    /// More regions, clauses or diagram nodes than the maximum.
    TooLarge,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PolicyError::Format => f.write_str("not a compiled policy of format 2"),
            PolicyError::Damaged => f.write_str("the compiled policy is damaged"),
            PolicyError::Dangling(what) => {
                write!(f, "the policy refers to a {what} that it does not have")
            }
            PolicyError::TooLarge => f.write_str("the policy has more cases than can be checked"),
        }
    }
}

impl core::error::Error for PolicyError {}

/// A policy in which every name resolves; another cannot be built.
#[derive(Debug, Clone)]
pub struct Policy {
    parts: PolicyParts,
    /// The diagrams of each topic, built on first use: a shopper has one topic, and building the
    /// others delays a slow phone.
    diagrams: Vec<OnceBox<TopicDiagram>>,
    /// The compiled form, for the hash.
    bytes: Vec<u8>,
    /// Computed on first use: hashing takes a slow phone longer than decoding.
    hash: OnceBox<String>,
}

impl Policy {
    /// Checks the parts and builds the diagrams.
    ///
    /// # Errors
    /// [`PolicyError`] if a name or index refers to nothing, or the policy is too large.
    pub fn new(parts: PolicyParts) -> Result<Policy, PolicyError> {
        let bytes = bytes::encode(&parts);
        let policy = Policy::of(parts, bytes)?;
        let has_all_diagrams =
            policy.parts.topics.iter().all(|topic| policy.diagram(&topic.id).is_some());
        if has_all_diagrams { Ok(policy) } else { Err(PolicyError::TooLarge) }
    }

    pub(super) fn of(parts: PolicyParts, bytes: Vec<u8>) -> Result<Policy, PolicyError> {
        check_questions(&parts)?;
        check_names(&parts)?;
        check_amounts(&parts)?;
        let diagrams = parts.topics.iter().map(|_| OnceBox::new()).collect();
        Ok(Policy { parts, diagrams, bytes, hash: OnceBox::new() })
    }

    /// SHA-256 of the compiled bytes, 64 hexadecimal digits.
    #[must_use]
    pub fn hash(&self) -> &str {
        self.hash.get_or_init(|| Box::new(bytes::hash(&self.bytes)))
    }

    /// The compiled bytes that widget and edge load; after [`Policy::decode`], those it was given.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        self.bytes.clone()
    }

    /// The parts of the policy.
    #[must_use]
    pub fn parts(&self) -> &PolicyParts {
        &self.parts
    }

    /// The questions, in the order in which they are asked.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.parts.questions
    }

    /// The question with that id.
    #[must_use]
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.parts.questions.iter().find(|question| question.id == *id)
    }

    /// The topic with that id.
    #[must_use]
    pub fn topic(&self, id: &TopicId) -> Option<&Topic> {
        self.parts.topics.iter().find(|topic| topic.id == *id)
    }

    /// The proof with that id.
    #[must_use]
    pub fn proof(&self, id: &ProofId) -> Option<&Proof> {
        self.parts.proofs.iter().find(|proof| proof.id == *id)
    }

    /// The step with that id.
    #[must_use]
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.parts.steps.iter().find(|step| step.id == *id)
    }

    /// The timer with that id.
    #[must_use]
    pub fn timer(&self, id: &TimerId) -> Option<&Timer> {
        self.parts.timers.iter().find(|timer| timer.id == *id)
    }

    /// The clause with that id, exclusion or allowance.
    #[must_use]
    pub fn clause(&self, id: &ClauseId) -> Option<&Clause> {
        self.clauses().find(|clause| clause.id == *id)
    }

    /// Every clause, exclusions first.
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.parts.exclusions.iter().chain(&self.parts.allowances)
    }

    /// The diagrams of a topic; `None` if the policy has no such topic, or if a decoded policy
    /// exceeds [`diagram::NODES_MAX`] in it.
    #[must_use]
    pub fn diagram(&self, topic: &TopicId) -> Option<&TopicDiagram> {
        let index = self.parts.topics.iter().position(|t| t.id == *topic)?;
        let (slot, topic) = (self.diagrams.get(index)?, self.parts.topics.get(index)?);
        let diagram = slot.get_or_init(|| Box::new(TopicDiagram::build(self.rules(), topic)));
        (!diagram.arena.is_full()).then_some(diagram)
    }

    fn rules(&self) -> diagram::Rules<'_> {
        diagram::Rules {
            questions: &self.parts.questions,
            exclusions: &self.parts.exclusions,
            allowances: &self.parts.allowances,
            statutes: &self.parts.statutes,
            place_question: self.parts.place_question,
        }
    }
}

fn check_questions(parts: &PolicyParts) -> Result<(), PolicyError> {
    if parts.questions.len() > usize::from(u8::MAX)
        || parts.allowances.len() >= usize::from(u16::MAX)
        || parts.questions.iter().any(|question| regions(question) > REGIONS_MAX)
    {
        return Err(PolicyError::TooLarge);
    }
    let kind = |index: u8| parts.questions.get(usize::from(index)).map(|q| &q.kind);
    let is_date = |index: u8| matches!(kind(index), Some(Kind::Date { .. }));
    let is_place = |index: u8| matches!(kind(index), Some(Kind::Place { .. }));
    let resolves = |question: &Question| match question.kind {
        Kind::Date { not_before, public_holidays, .. } => {
            not_before.is_none_or(is_date) && public_holidays.is_none_or(is_place)
        }
        Kind::Span { from, to, .. } => is_date(from) && is_date(to),
        _ => true,
    };
    if parts.questions.iter().all(resolves)
        && parts.delivery_question.is_none_or(is_date)
        && parts.place_question.is_none_or(is_place)
    {
        Ok(())
    } else {
        Err(PolicyError::Dangling("date or place question"))
    }
}

fn check_names(parts: &PolicyParts) -> Result<(), PolicyError> {
    let require = |resolves: bool, what: &'static str| {
        if resolves { Ok(()) } else { Err(PolicyError::Dangling(what)) }
    };
    for topic in &parts.topics {
        require(topic.remedies.iter().all(|id| parts.remedies.contains(id)), "remedy")?;
        require(topic.notes.iter().all(|id| parts.notes.contains(id)), "note")?;
        require(topic.timers.iter().all(|id| parts.timers.iter().any(|t| t.id == *id)), "timer")?;
    }
    for clause in parts.exclusions.iter().chain(&parts.allowances) {
        let terms = &clause.terms;
        require(clause.remedies.iter().all(|id| parts.remedies.contains(id)), "remedy")?;
        require(clause.topics.iter().all(|id| parts.topics.iter().any(|t| t.id == *id)), "topic")?;
        require(terms.proofs.iter().all(|id| parts.proofs.iter().any(|p| p.id == *id)), "proof")?;
        require(terms.steps.iter().all(|id| parts.steps.iter().any(|s| s.id == *id)), "step")?;
        require(questions_exist(&clause.when, parts.questions.len()), "question")?;
    }
    Ok(())
}

/// Checks that every amount has the decimals of the policy's currency.
fn check_amounts(parts: &PolicyParts) -> Result<(), PolicyError> {
    let fits = |amount: &Amount| amount.decimals() == parts.currency.decimals();
    let questions_fit = parts.questions.iter().all(|question| match &question.kind {
        Kind::Money { currency, tops } => *currency == parts.currency && tops.iter().all(fits),
        _ => true,
    });
    let mut clauses = parts.exclusions.iter().chain(&parts.allowances);
    let caps_fit = clauses.all(|clause| clause.terms.cap.iter().all(fits));
    if questions_fit && caps_fit { Ok(()) } else { Err(PolicyError::Dangling("currency")) }
}

fn questions_exist(when: &Condition, count: usize) -> bool {
    let mut exist = true;
    when.questions(&mut |question| exist &= usize::from(question) < count);
    exist
}
