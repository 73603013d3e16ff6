//! Module `decide`: the days on which limits of known dates end, and the ruling on another day, to
//! find out what would have been granted earlier.

use super::judge::Judgement;
use crate::diagram::Ruling;
use crate::question::{Answer, Facts, Question};
use crate::region::last_days as last_days_of;
use crate::types::Day;
use alloc::vec::Vec;

/// Every last day of a limit, for the known dates, in order. Between two of them nothing changes.
pub(super) fn last_days(questions: &[Question], facts: &Facts) -> Vec<Day> {
    let mut days = Vec::new();
    let known = |question: &Question| facts.get(&question.id).and_then(Answer::day);
    for event in questions.iter().filter_map(known) {
        days.extend(
            questions.iter().flat_map(|question| last_days_of(questions, question, facts, event)),
        );
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// The ruling for a request on another day with the same answers.
pub(super) fn ruling_on(judgement: &Judgement<'_>, day: Day, remedy: usize) -> Option<Ruling> {
    Judgement::of(judgement.policy, &judgement.topic.id, judgement.facts, day)
        .and_then(|judgement| judgement.ruling(remedy))
}
