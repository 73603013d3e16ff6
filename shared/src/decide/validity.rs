//! Module `decide`: from which day and until which day the shop's policy gives a verdict, over all
//! clauses and for every completion of open answers. Found by deciding again on each day on which
//! anything can change, so that "that day, and not on the next" is true by construction. What the
//! law adds has days of its own.

use super::judge::{Holds, Judgement};
use super::policy_verdict;
use crate::clause::{Clause, Verdict};
use crate::diagram::Ruling;
use crate::region::days_of_change;
use crate::types::Day;

/// The days of a remedy's verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Validity {
    /// With `not_yet`: the first day after today on which the remedy is granted or support decides.
    pub(crate) first_day: Option<Day>,
    /// The last day, from today on, on which the policy's verdict is no worse than today's; `None`
    /// if it never becomes worse.
    pub(crate) last_day: Option<Day>,
    /// Whether an answer that the shopper cannot give could make the last day later.
    pub(crate) last_day_at_least: bool,
    /// With `granted`: the last day of today's terms, if other terms follow before the last day.
    pub(crate) terms_last_day: Option<Day>,
}

/// The days of a remedy whose ruling is certain, by its index in the topic's list.
///
/// # Errors
/// The index of the first question whose answer can still change the first or the last day.
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
fn days_of_change_of(judgement: &Judgement<'_>) -> impl Iterator<Item = Day> {
    days_of_change(judgement.policy.questions(), judgement.facts, judgement.today).into_iter()
}

fn first_day(judgement: &Judgement<'_>, remedy: usize) -> Result<Option<Day>, u8> {
    let is_open = |ruling| policy_verdict(ruling).is_open();
    for day in days_of_change_of(judgement) {
        match judgement.holds_on(day, judgement.facts, remedy, &is_open) {
            Holds::Never => {}
            Holds::Always => return Ok(Some(day)),
            Holds::Depends(question) => {
                return judgement.asked_for(question).map_or(Ok(Some(day)), Err);
            }
        }
    }
    Ok(None)
}

/// The last day, and whether it may be later; both for today's verdict.
fn last_day(
    judgement: &Judgement<'_>,
    remedy: usize,
    today: Verdict,
) -> Result<(Option<Day>, bool), u8> {
    let is_no_worse = |ruling| policy_verdict(ruling) <= today;
    for day in days_of_change_of(judgement) {
        let last = Some(day.plus_days(-1));
        match judgement.holds_on(day, judgement.facts, remedy, &is_no_worse) {
            Holds::Always => {}
            Holds::Never => {
                let known = judgement.facts.without_unknown();
                let holds = judgement.holds_on(day, &known, remedy, &is_no_worse);
                return Ok((last, holds != Holds::Never));
            }
            Holds::Depends(question) => {
                return judgement.asked_for(question).map_or(Ok((last, true)), Err);
            }
        }
    }
    Ok((None, false))
}

/// The day before other terms can apply, if that is before the last day.
fn terms_last_day(
    judgement: &Judgement<'_>,
    remedy: usize,
    ruling: Ruling,
    last: Option<Day>,
) -> Option<Day> {
    let granting_clause = |ruling| match ruling {
        Ruling::Allowed { clause, verdict: Verdict::Granted } => {
            judgement.policy.parts().allowances.get(usize::from(clause))
        }
        _ => None,
    };
    let terms = terms_of(granting_clause(ruling)?);
    let has_same_terms =
        |ruling| granting_clause(ruling).is_some_and(|clause| terms_of(clause) == terms);
    let mut days =
        days_of_change_of(judgement).take_while(|day| last.is_none_or(|last| *day <= last));
    let changed = days.find(|day| {
        judgement.holds_on(*day, judgement.facts, remedy, &has_same_terms) != Holds::Always
    });
    changed.map(|day| day.plus_days(-1))
}

/// What a grant costs the shopper: who pays return shipping, the maximum refund, the proofs.
fn terms_of(clause: &Clause) -> impl PartialEq + '_ {
    (clause.terms.pays, clause.terms.cap, &clause.terms.proofs)
}
