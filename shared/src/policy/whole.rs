//! Module `policy`: the checked whole, with one diagram set per topic.

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

/// Why parts do not make a policy. A file's author sees spans and help from the authoring crate instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyError {
    /// Not a compiled policy, or of another format.
    Format,
    /// Cut short or altered.
    Damaged,
    /// A name or index that points nowhere: the text says which.
    Dangling(&'static str),
    /// More regions or nodes than the stated caps.
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

/// A policy in which every name resolves. Cannot be built otherwise.
#[derive(Debug, Clone)]
pub struct Policy {
    parts: PolicyParts,
    /// One for each topic, built when it is first asked for: a shopper has one topic, and a slow phone feels the others.
    diagrams: Vec<OnceBox<TopicDiagram>>,
    /// As they were read or written, for the hash alone.
    bytes: Vec<u8>,
    /// To work it out takes a slow phone longer than to read the policy.
    hash: OnceBox<String>,
}

impl Policy {
    /// Checks the parts and builds the diagrams.
    ///
    /// # Errors
    /// [`PolicyError`] where a name or index points nowhere, or the policy is too large.
    pub fn new(parts: PolicyParts) -> Result<Policy, PolicyError> {
        let bytes = bytes::encode(&parts);
        let policy = Policy::of(parts, bytes)?;
        let all = policy.parts.topics.iter().all(|topic| policy.diagram(&topic.id).is_some());
        if all { Ok(policy) } else { Err(PolicyError::TooLarge) }
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

    /// What it is made of.
    #[must_use]
    pub fn parts(&self) -> &PolicyParts {
        &self.parts
    }

    /// The questions, in the order in which they are asked.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.parts.questions
    }

    /// A question by name.
    #[must_use]
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.parts.questions.iter().find(|question| question.id == *id)
    }

    /// A topic by name.
    #[must_use]
    pub fn topic(&self, id: &TopicId) -> Option<&Topic> {
        self.parts.topics.iter().find(|topic| topic.id == *id)
    }

    /// A proof by name.
    #[must_use]
    pub fn proof(&self, id: &ProofId) -> Option<&Proof> {
        self.parts.proofs.iter().find(|proof| proof.id == *id)
    }

    /// A step by name.
    #[must_use]
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.parts.steps.iter().find(|step| step.id == *id)
    }

    /// A timer by name.
    #[must_use]
    pub fn timer(&self, id: &TimerId) -> Option<&Timer> {
        self.parts.timers.iter().find(|timer| timer.id == *id)
    }

    /// A clause by name, exclusion or allowance.
    #[must_use]
    pub fn clause(&self, id: &ClauseId) -> Option<&Clause> {
        self.clauses().find(|clause| clause.id == *id)
    }

    /// Every clause, exclusions first.
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.parts.exclusions.iter().chain(&self.parts.allowances)
    }

    /// The diagrams of a topic; none where the policy has no such topic, or bytes that nobody has compiled say more of it than can be kept.
    #[must_use]
    pub fn diagram(&self, topic: &TopicId) -> Option<&TopicDiagram> {
        let ix = self.parts.topics.iter().position(|t| t.id == *topic)?;
        let (slot, topic) = (self.diagrams.get(ix)?, self.parts.topics.get(ix)?);
        let diagram = slot.get_or_init(|| Box::new(TopicDiagram::build(self.rules(), topic)));
        (!diagram.arena.is_full()).then_some(diagram)
    }

    fn rules(&self) -> diagram::Rules<'_> {
        diagram::Rules {
            questions: &self.parts.questions,
            exclusions: &self.parts.exclusions,
            allowances: &self.parts.allowances,
            statutes: &self.parts.statutes,
            place: self.parts.place_question,
        }
    }
}

fn check_questions(parts: &PolicyParts) -> Result<(), PolicyError> {
    if parts.questions.len() > usize::from(u8::MAX)
        || parts.allowances.len() >= usize::from(u16::MAX)
    {
        return Err(PolicyError::TooLarge);
    }
    if parts.questions.iter().any(|question| regions(question) > REGIONS_MAX) {
        return Err(PolicyError::TooLarge);
    }
    let is_date = |ix: u8| {
        matches!(parts.questions.get(usize::from(ix)).map(|q| &q.kind), Some(Kind::Date { .. }))
    };
    let is_place = |ix: u8| {
        matches!(parts.questions.get(usize::from(ix)).map(|q| &q.kind), Some(Kind::Place { .. }))
    };
    let fits = |question: &Question| match question.kind {
        Kind::Date { not_before, public_holidays, .. } => {
            not_before.is_none_or(is_date) && public_holidays.is_none_or(is_place)
        }
        Kind::Span { from, to, .. } => is_date(from) && is_date(to),
        _ => true,
    };
    let dates_fit = parts.questions.iter().all(fits) && parts.delivery_question.is_none_or(is_date);
    if dates_fit && parts.place_question.is_none_or(is_place) {
        Ok(())
    } else {
        Err(PolicyError::Dangling("date or place question"))
    }
}

fn check_names(parts: &PolicyParts) -> Result<(), PolicyError> {
    let demand = |good: bool, what: &'static str| {
        if good { Ok(()) } else { Err(PolicyError::Dangling(what)) }
    };
    for topic in &parts.topics {
        demand(topic.remedies.iter().all(|id| parts.remedies.contains(id)), "remedy")?;
        demand(topic.notes.iter().all(|id| parts.notes.contains(id)), "note")?;
        demand(topic.timers.iter().all(|id| parts.timers.iter().any(|t| t.id == *id)), "timer")?;
    }
    for clause in parts.exclusions.iter().chain(&parts.allowances) {
        demand(clause.remedies.iter().all(|id| parts.remedies.contains(id)), "remedy")?;
        demand(clause.topics.iter().all(|id| parts.topics.iter().any(|t| t.id == *id)), "topic")?;
        demand(
            clause.terms.proofs.iter().all(|id| parts.proofs.iter().any(|p| p.id == *id)),
            "proof",
        )?;
        demand(
            clause.terms.steps.iter().all(|id| parts.steps.iter().any(|s| s.id == *id)),
            "step",
        )?;
        demand(questions_exist(&clause.when, parts.questions.len()), "question")?;
    }
    Ok(())
}

/// Every amount is one of the policy's currency.
fn check_amounts(parts: &PolicyParts) -> Result<(), PolicyError> {
    let own = |amount: &Amount| amount.decimals() == parts.currency.decimals();
    let asked = parts.questions.iter().all(|question| match &question.kind {
        Kind::Money { currency, tops } => *currency == parts.currency && tops.iter().all(own),
        _ => true,
    });
    let mut clauses = parts.exclusions.iter().chain(&parts.allowances);
    let paid = clauses.all(|clause| clause.terms.cap.iter().all(own));
    if asked && paid { Ok(()) } else { Err(PolicyError::Dangling("currency")) }
}

fn questions_exist(when: &Condition, count: usize) -> bool {
    let mut good = true;
    when.questions(&mut |question| good &= usize::from(question) < count);
    good
}
