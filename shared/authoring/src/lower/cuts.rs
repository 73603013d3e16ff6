//! Module `lower`: the thresholds in clauses, per question, in order.

use super::calendar;
use super::when::When;
use crate::draft::{PolicyDraft, Spanned};
use crate::finding::{Finding, Report, Span};
use crate::phrase::Phrase;
use recourse::types::{Amount, Calendar, Currency, Limit};

/// Every phrase about a question.
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

/// The limits on a date question, shortest first, each with the location of its first use.
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

/// The calendars that can make a difference to limits: only one if no limit depends on working
/// days.
fn relevant_calendars<'a>(
    limits: &[Limit],
    calendars: &'a [Calendar],
) -> impl Iterator<Item = &'a Calendar> + use<'a> {
    let needs_calendar = limits.iter().any(|limit| limit.needs_calendar());
    calendars.iter().take(if needs_calendar { calendars.len() } else { 1 })
}

/// The fewest and the most days that a limit spans, by any of the calendars.
fn span(limit: Limit, calendars: &[Calendar]) -> (u32, u32) {
    let spans = relevant_calendars(&[limit], calendars).map(|calendar| limit.span_days(calendar));
    spans.reduce(|(a, b), (c, d)| (a.min(c), b.max(d))).unwrap_or_default()
}

/// The largest amount of each region but the last, ascending.
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

/// The first number of days of each region of a span but the first, ascending.
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

/// Checks that for every day one limit ends before the other: `90 days` and `3 months` (89 to 92
/// days) have no order.
pub(super) fn check_order(draft: &PolicyDraft, whens: &[When], report: &mut Report<'_>) {
    for (index, question) in draft.questions.iter().enumerate() {
        let calendars = calendars(draft, index);
        let limits = spanned_limits(whens, index, &calendars);
        for pair in limits.windows(2) {
            let [(shorter, first), (longer, second)] = pair else { continue };
            let mut relevant = relevant_calendars(&[*shorter, *longer], &calendars);
            if relevant.all(|calendar| shorter.never_after(*longer, calendar)) {
                continue;
            }
            let span = if first.start > second.start { first } else { second };
            let id = &question.id.value;
            let message = format!("`{shorter}` and `{longer}` on `{id}` cannot be ordered");
            let finding = Finding::error("limits-unordered", span, message)
                .label("ends sometimes before, sometimes after the other");
            report.add(finding.help(help(*shorter, *longer, &calendars)));
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
