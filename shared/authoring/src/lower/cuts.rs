//! Module `lower`: the thresholds that clauses mention, per question, in order.

use super::calendar;
use super::when::When;
use crate::draft::{PolicyDraft, Spanned};
use crate::finding::{Finding, Report, Span};
use crate::phrase::Phrase;
use recourse::types::{Amount, Calendar, Currency, Limit};

fn phrases(whens: &[When], question: usize) -> Vec<&Spanned<Phrase>> {
    let mut found = Vec::new();
    for when in whens {
        when.visit(&mut |ix, phrase| {
            if ix == question {
                found.push(phrase);
            }
        });
    }
    found
}

/// The limits on a date question, shortest first, each where it is first mentioned.
fn spanned_limits(whens: &[When], question: usize, calendars: &[Calendar]) -> Vec<(Limit, Span)> {
    let mut limits: Vec<(Limit, Span)> = Vec::new();
    for phrase in phrases(whens, question) {
        let Phrase::Dates { after, within } = &phrase.value else { continue };
        for limit in after.iter().chain(within) {
            if !limits.iter().any(|(known, _)| known == limit) {
                limits.push((*limit, phrase.span.clone()));
            }
        }
    }
    limits.sort_by_key(|(limit, _)| span(*limit, calendars));
    limits
}

pub(super) fn limits(draft: &PolicyDraft, whens: &[When], question: usize) -> Vec<Limit> {
    let calendars = calendars(draft, question);
    spanned_limits(whens, question, &calendars).into_iter().map(|(limit, _)| limit).collect()
}

/// The calendars by which the limits of a question may count.
fn calendars(draft: &PolicyDraft, question: usize) -> Vec<Calendar> {
    draft
        .questions
        .get(question)
        .map(|question| calendar::possible(draft, question))
        .unwrap_or_default()
}

/// The calendars that can make a difference to limits: any one, where none of them asks for working
/// days.
fn that_matter<'a>(
    limits: &[Limit],
    calendars: &'a [Calendar],
) -> impl Iterator<Item = &'a Calendar> + use<'a> {
    let asked = limits.iter().any(|limit| limit.needs_calendar());
    calendars.iter().take(if asked { calendars.len() } else { 1 })
}

/// The fewest and the most days that a limit spans by any of the calendars.
fn span(limit: Limit, calendars: &[Calendar]) -> (u32, u32) {
    let spans = that_matter(&[limit], calendars).map(|calendar| limit.span_days(calendar));
    spans.reduce(|(a, b), (c, d)| (a.min(c), b.max(d))).unwrap_or_default()
}

/// Largest amounts of the regions, ascending.
pub(super) fn tops(whens: &[When], question: usize, currency: Currency) -> Vec<Amount> {
    let mut tops: Vec<Amount> = Vec::new();
    for phrase in phrases(whens, question) {
        if let Phrase::Amounts { beyond, top } = phrase.value {
            let all = beyond.into_iter().chain(top);
            tops.extend(all.filter_map(|minor| Amount::from_minor(minor, currency)));
        }
    }
    tops.sort_unstable();
    tops.dedup();
    tops
}

/// First day counts of the regions of a span, ascending.
pub(super) fn starts(whens: &[When], question: usize) -> Vec<u16> {
    let mut starts: Vec<u16> = Vec::new();
    for phrase in phrases(whens, question) {
        if let Phrase::Days { from, under } = phrase.value {
            starts.extend(from.into_iter().chain(under));
        }
    }
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// Whatever the day, one limit must end before the other: `90 days` and `3 months` (89 to 92 days)
/// do not.
pub(super) fn check_order(draft: &PolicyDraft, whens: &[When], report: &mut Report<'_>) {
    for (ix, question) in draft.questions.iter().enumerate() {
        let calendars = calendars(draft, ix);
        let limits = spanned_limits(whens, ix, &calendars);
        for pair in limits.windows(2) {
            let [(one, first), (other, second)] = pair else { continue };
            let mut calendars_of_both = that_matter(&[*one, *other], &calendars);
            if !calendars_of_both.all(|calendar| one.never_after(*other, calendar)) {
                let later = if first.start > second.start { first } else { second };
                let message =
                    format!("`{one}` and `{other}` on `{}` cannot be ordered", question.id.value);
                let finding = Finding::error("limits-unordered", later, message)
                    .label("ends sometimes before, sometimes after the other");
                report.add(finding.help(help(*one, *other, &calendars)));
            }
        }
    }
}

fn help(one: Limit, other: Limit, calendars: &[Calendar]) -> String {
    let span = |limit: Limit| {
        let (least, most) = span(limit, calendars);
        if least == most {
            format!("always {least} days")
        } else {
            format!("{least} to {most} days")
        }
    };
    format!(
        "`{one}` is {}, `{other}` is {}: use one unit for both, or one limit",
        span(one),
        span(other)
    )
}
