//! Room `lower`: the thresholds that clauses mention, per question, in order.

use super::when::When;
use crate::draft::{At, PolicyDraft};
use crate::finding::{Finding, Report, Span};
use crate::phrase::Phrase;
use recourse::words::{Amount, Currency, Limit};

fn phrases(whens: &[When], question: usize) -> Vec<&At<Phrase>> {
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
fn spanned_limits(whens: &[When], question: usize) -> Vec<(Limit, Span)> {
    let mut limits: Vec<(Limit, Span)> = Vec::new();
    for phrase in phrases(whens, question) {
        let Phrase::Dates { after, within } = &phrase.value else { continue };
        for limit in after.iter().chain(within) {
            if !limits.iter().any(|(known, _)| known == limit) {
                limits.push((*limit, phrase.span.clone()));
            }
        }
    }
    limits.sort_by_key(|(limit, _)| limit.span_days());
    limits
}

pub(super) fn limits(whens: &[When], question: usize) -> Vec<Limit> {
    spanned_limits(whens, question).into_iter().map(|(limit, _)| limit).collect()
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

/// Whatever the calendar, one limit must end before the other: `90 days` and `3 months` (89 to 92 days) do not.
pub(super) fn check_order(draft: &PolicyDraft, whens: &[When], report: &mut Report<'_>) {
    for (ix, question) in draft.questions.iter().enumerate() {
        let limits = spanned_limits(whens, ix);
        for pair in limits.windows(2) {
            let [(one, first), (other, second)] = pair else { continue };
            let ((_, most), (least, _)) = (one.span_days(), other.span_days());
            if most > least {
                let later = if first.start > second.start { first } else { second };
                let message = format!("`{one}` and `{other}` on `{}` cannot be ordered", question.id.value);
                let finding = Finding::error("limits-unordered", later, message)
                    .label("ends sometimes before, sometimes after the other");
                report.add(finding.help(help(*one, *other)));
            }
        }
    }
}

fn help(one: Limit, other: Limit) -> String {
    let span = |limit: Limit| {
        let (least, most) = limit.span_days();
        if least == most { format!("always {least} days") } else { format!("{least} to {most} days") }
    };
    format!("`{one}` is {}, `{other}` is {}: use one unit for both, or one limit", span(one), span(other))
}
