//! Module `decide`: the next question: the first one whose answer can still change a verdict, the clause cited for it, or the
//! first or last day on which it holds.

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
    /// How many questions can still come at most, this one included.
    pub(crate) max_remaining_questions: u8,
}

/// The days of every remedy of the topic, in its order, once all completions agree on verdict, clause and days.
///
/// # Errors
/// [`Open`] while an answer can still change one of them.
pub(super) fn validities(judgement: &Judgement<'_>) -> Result<Vec<Validity>, Open> {
    let today = judgement.first_question().and_then(|question| judgement.asked_for(question));
    if let Some(open) = today.and_then(|question| open(judgement, question, 0)) {
        return Err(open);
    }
    let uncited = uncited_questions(judgement);
    if let Some(open) =
        uncited.iter().min().and_then(|first| open(judgement, *first, uncited.len()))
    {
        return Err(open);
    }
    let remedies = 0..judgement.topic.remedies.len();
    let found: Vec<Result<Validity, u8>> =
        remedies.map(|remedy| validity(judgement, remedy)).collect();
    let undated = found.iter().filter_map(|validity| validity.err()).min();
    match undated.and_then(|question| open(judgement, question, 0)) {
        Some(open) => Err(open),
        None => Ok(found.into_iter().map(Result::unwrap_or_default).collect()),
    }
}

fn open(judgement: &Judgement<'_>, question: u8, uncited: usize) -> Option<Open> {
    let uncited = u8::try_from(uncited).unwrap_or(u8::MAX);
    let max_remaining_questions = remaining::questions(judgement).saturating_add(uncited).max(1);
    Some(Open { question: judgement.id(question)?, max_remaining_questions })
}

/// Refused whatever comes, but not yet for a certain reason: the open questions of the exclusions that may apply.
fn uncited_questions(judgement: &Judgement<'_>) -> Vec<u8> {
    let mut found: Vec<u8> = Vec::new();
    for (ix, remedy) in judgement.topic.remedies.iter().enumerate() {
        let verdict = match judgement.ruling(ix) {
            Some(Ruling::Excluded(verdict)) => verdict,
            Some(Ruling::Statute { clause: None }) => Verdict::Refused,
            _ => continue,
        };
        if judgement.exclusions(remedy, verdict, Truth::Yes).next().is_some() {
            continue;
        }
        for clause in judgement.exclusions(remedy, verdict, Truth::Open) {
            clause.when.questions(&mut |question| {
                found.extend(judgement.asked_for(question).filter(|asked| !found.contains(asked)));
            });
        }
    }
    found
}
