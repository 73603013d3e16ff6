//! Module `decide`: the next question: the first one whose answer can still change a verdict, the
//! clause cited for it, or its first or last day.

use super::judge::Judgement;
use super::remaining;
use super::validity::{Validity, validity};
use crate::clause::Verdict;
use crate::diagram::Ruling;
use crate::truth::Truth;
use crate::types::QuestionId;
use alloc::vec::Vec;

/// A question that still matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Open {
    /// The question.
    pub(crate) question: QuestionId,
    /// How many questions remain at most, this one included.
    pub(crate) max_remaining_questions: u8,
}

/// The days of every remedy of the topic, in its order, once all completions agree on verdict,
/// clause and days.
///
/// # Errors
/// [`Open`] while an answer can still change one of them.
pub(super) fn validities(judgement: &Judgement<'_>) -> Result<Vec<Validity>, Open> {
    let for_verdict = judgement.first_question().and_then(|question| judgement.asked_for(question));
    fail_if_open(judgement, for_verdict, 0)?;
    let for_clauses = uncited_questions(judgement);
    fail_if_open(judgement, for_clauses.iter().min().copied(), for_clauses.len())?;
    let remedies = 0..judgement.topic.remedies.len();
    let found: Vec<Result<Validity, u8>> =
        remedies.map(|remedy| validity(judgement, remedy)).collect();
    let for_days = found.iter().filter_map(|validity| validity.err()).min();
    fail_if_open(judgement, for_days, 0)?;
    Ok(found.into_iter().map(Result::unwrap_or_default).collect())
}

/// Returns an open question as the error. `uncited` questions may be asked besides those that
/// remain for verdicts and days.
fn fail_if_open(
    judgement: &Judgement<'_>,
    question: Option<u8>,
    uncited: usize,
) -> Result<(), Open> {
    let Some(question) = question.and_then(|question| judgement.id(question)) else {
        return Ok(());
    };
    let uncited = u8::try_from(uncited).unwrap_or(u8::MAX);
    let max_remaining_questions = remaining::questions(judgement).saturating_add(uncited).max(1);
    Err(Open { question, max_remaining_questions })
}

/// The open questions of exclusions that may apply, for remedies that are certainly excluded but
/// not yet by a certain clause.
fn uncited_questions(judgement: &Judgement<'_>) -> Vec<u8> {
    let mut found: Vec<u8> = Vec::new();
    for (index, remedy) in judgement.topic.remedies.iter().enumerate() {
        let verdict = match judgement.ruling(index) {
            Some(Ruling::Excluded(verdict)) => verdict,
            Some(Ruling::Statute { clause: None }) => Verdict::Refused,
            _ => continue,
        };
        if judgement.exclusions(remedy, verdict, Truth::Yes).next().is_some() {
            continue;
        }
        for clause in judgement.exclusions(remedy, verdict, Truth::Open) {
            clause.when.questions(&mut |question| found.extend(judgement.asked_for(question)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
