//! Room `decide`: the last and the first valid day. Found by deciding again on the days on which anything can change,
//! so that "granted that day, not the next" holds by construction.

use super::assemble::verdict_of;
use super::judge::Judgement;
use crate::diagram::Ruling;
use crate::question::{Answer, Facts, Question, Situation};
use crate::region::last_days as last_days_of;
use crate::words::Day;
use alloc::vec::Vec;

/// The last day, from today on, on which the same ruling holds; `None` where no day ends it.
pub(super) fn last_day(judgement: &Judgement<'_>, situation: &Situation, remedy: usize) -> Option<Day> {
    let now = judgement.ruling(remedy);
    ends(judgement, situation).into_iter().find(|end| ruling_on(judgement, end.plus_days(1), remedy) != now)
}

/// The first day after today on which the remedy can be granted or taken, for some answers to what is still open then:
/// a question that does not matter while it is too early may matter later.
pub(super) fn first_day(judgement: &Judgement<'_>, situation: &Situation, remedy: usize) -> Option<Day> {
    let opens = |end: &Day| {
        let then = Judgement::of(judgement.policy, &judgement.topic.id, judgement.facts, end.plus_days(1));
        then.is_some_and(|then| then.can_be(remedy, &|ruling| verdict_of(ruling).is_open()))
    };
    ends(judgement, situation).into_iter().find(opens).map(|end| end.plus_days(1))
}

fn ends(judgement: &Judgement<'_>, situation: &Situation) -> Vec<Day> {
    last_days(judgement.policy.questions(), judgement.facts)
        .into_iter()
        .filter(|end| *end >= situation.today)
        .collect()
}

/// Every day that is the last one of some limit, for the dates that are known, in order. Between them nothing changes.
pub(super) fn last_days(questions: &[Question], facts: &Facts) -> Vec<Day> {
    let mut days = Vec::new();
    let known = |question: &Question| facts.get(&question.id).and_then(Answer::day);
    for event in questions.iter().filter_map(known) {
        for day in questions.iter().flat_map(|question| last_days_of(questions, question, facts, event)) {
            // Kept in order as they come: there are few.
            if let Err(at) = days.binary_search(&day) {
                days.insert(at, day);
            }
        }
    }
    days
}

/// What would be settled on another day with the same answers.
pub(super) fn ruling_on(judgement: &Judgement<'_>, day: Day, remedy: usize) -> Option<Ruling> {
    Judgement::of(judgement.policy, &judgement.topic.id, judgement.facts, day)
        .and_then(|then| then.ruling(remedy))
}
