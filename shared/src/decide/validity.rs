//! Module `decide`: from which day and until which day the shop's policy gives a verdict: over all clauses, and for every
//! completion of what is still open. Found by deciding again on each day on which anything can change, so that "that day, and
//! not on the next" holds by construction. What the law adds has days of its own.

use super::judge::{Holds, Judgement};
use super::policy_verdict;
use crate::clause::{Clause, Verdict};
use crate::diagram::Ruling;
use crate::region::days_of_change;
use crate::types::Day;

/// The days of a remedy's verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Validity {
    /// With `not_yet`: the first day after today on which the remedy is granted or a person decides.
    pub(crate) first_day: Option<Day>,
    /// The last day, from today on, on which the policy's verdict is no worse than today; `None` where no day ends it.
    pub(crate) last_day: Option<Day>,
    /// Whether an answer that the shopper cannot give could move the last day back.
    pub(crate) last_day_at_least: bool,
    /// With `granted`: the last day of today's terms, where other terms follow before the last day.
    pub(crate) terms_last_day: Option<Day>,
}

/// The days of a remedy whose ruling is settled, by its place in the topic's list.
///
/// # Errors
/// The index of the first question whose answer can still move the first or the last day.
pub(super) fn validity(judgement: &Judgement<'_>, remedy: usize) -> Result<Validity, u8> {
    let Some(ruling) = judgement.ruling(remedy) else { return Ok(Validity::default()) };
    match policy_verdict(ruling) {
        Verdict::Refused => Ok(Validity::default()),
        Verdict::NotYet => first_day(judgement, remedy)
            .map(|first_day| Validity { first_day, ..Validity::default() }),
        verdict => {
            let (last_day, last_day_at_least) = last_day(judgement, remedy, verdict)?;
            let terms_last_day = terms_last_day(judgement, remedy, ruling, last_day);
            Ok(Validity { last_day, last_day_at_least, terms_last_day, ..Validity::default() })
        }
    }
}

/// The days after today on which anything can change.
fn changes(judgement: &Judgement<'_>) -> impl Iterator<Item = Day> {
    days_of_change(judgement.policy.questions(), judgement.facts, judgement.today).into_iter()
}

fn first_day(judgement: &Judgement<'_>, remedy: usize) -> Result<Option<Day>, u8> {
    let open = |ruling| policy_verdict(ruling).is_open();
    for day in changes(judgement) {
        match judgement.holds_on(day, judgement.facts, remedy, &open) {
            Holds::Never => {}
            Holds::Always => return Ok(Some(day)),
            Holds::Depends(question) => {
                return judgement.asked_for(question).map_or(Ok(Some(day)), Err);
            }
        }
    }
    Ok(None)
}

fn last_day(
    judgement: &Judgement<'_>,
    remedy: usize,
    today: Verdict,
) -> Result<(Option<Day>, bool), u8> {
    let no_worse = |ruling| policy_verdict(ruling) <= today;
    for day in changes(judgement) {
        let last = Some(day.plus_days(-1));
        match judgement.holds_on(day, judgement.facts, remedy, &no_worse) {
            Holds::Always => {}
            Holds::Never => {
                let known = judgement.facts.without_unknown();
                let at_least = judgement.holds_on(day, &known, remedy, &no_worse) != Holds::Never;
                return Ok((last, at_least));
            }
            Holds::Depends(question) => {
                return judgement.asked_for(question).map_or(Ok((last, true)), Err);
            }
        }
    }
    Ok((None, false))
}

/// The day before other terms can follow, where that is before the last day.
fn terms_last_day(
    judgement: &Judgement<'_>,
    remedy: usize,
    ruling: Ruling,
    last: Option<Day>,
) -> Option<Day> {
    let allowed = |ruling| match ruling {
        Ruling::Allowed { clause, verdict: Verdict::Granted } => {
            judgement.policy.parts().allowances.get(usize::from(clause))
        }
        _ => None,
    };
    let terms = terms_of(allowed(ruling)?);
    let same = |ruling| allowed(ruling).is_some_and(|clause| terms_of(clause) == terms);
    let mut days = changes(judgement).take_while(|day| last.is_none_or(|last| *day <= last));
    let changed =
        days.find(|day| judgement.holds_on(*day, judgement.facts, remedy, &same) != Holds::Always);
    changed.map(|day| day.plus_days(-1))
}

/// What a grant costs the shopper: who pays return shipping, the most that is paid, what is to be shown.
fn terms_of(clause: &Clause) -> impl PartialEq + '_ {
    (clause.terms.pays, clause.terms.cap, &clause.terms.proofs)
}
