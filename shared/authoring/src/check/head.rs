//! Module `check`: the lines at the top of a policy: store, language, zone, currency, day.

use crate::draft::{PolicyDraft, Spanned};
use crate::finding::{Finding, Report};
use recourse::types::{Amount, CURRENCIES_PUBLISHED, Currency, Day, Language, StoreId};

pub(super) fn check(draft: &PolicyDraft, report: &mut Report<'_>) {
    let good = |text: &Spanned<String>, good: bool, message: &str, report: &mut Report<'_>| {
        // A missing key was reported when the file was read.
        if !good && !text.span.is_empty() {
            report.add(Finding::error("bad-value", &text.span, message));
        }
    };
    good(
        &draft.store,
        StoreId::parse(draft.store.as_str()).is_ok(),
        "a store is named like an id: `[a-z][a-z0-9_-]*`",
        report,
    );
    good(&draft.name, !draft.name.value.trim().is_empty(), "the store needs a name", report);
    good(
        &draft.language,
        Language::parse(draft.language.as_str()).is_some(),
        "not a language tag such as `en`",
        report,
    );
    good(
        &draft.as_of,
        Day::parse(draft.as_of.as_str()).is_ok(),
        "not a date: write it as YYYY-MM-DD",
        report,
    );
    good(
        &draft.timezone,
        is_zone(draft.timezone.as_str()),
        "not an IANA time zone such as `Asia/Hong_Kong` or `UTC`",
        report,
    );
    check_currency(draft, report);
    check_folder(draft, report);
}

/// The currency, and the amounts that are paid at most.
fn check_currency(draft: &PolicyDraft, report: &mut Report<'_>) {
    if let Err(error) = Currency::parse(draft.currency.as_str())
        && !draft.currency.span.is_empty()
    {
        let help =
            format!("the codes are those of the list that was published on {CURRENCIES_PUBLISHED}");
        report.add(Finding::error("bad-value", &draft.currency.span, error.to_string()).help(help));
    }
    for cap in draft.clauses().filter_map(|clause| clause.cap.as_ref()) {
        if let Err(error) = Amount::parse(cap.as_str(), draft.currency()) {
            report.add(Finding::error("bad-value", &cap.span, error.to_string()));
        }
    }
}

/// Only the form: the list of zones belongs to the machine that uses it.
fn is_zone(text: &str) -> bool {
    let part = |p: &str| {
        !p.is_empty() && p.chars().all(|c| c.is_ascii_alphanumeric() || "_+-".contains(c))
    };
    text == "UTC" || (text.contains('/') && text.split('/').all(part))
}

fn check_folder(draft: &PolicyDraft, report: &mut Report<'_>) {
    let folder = report.file.rsplit('/').nth(1).unwrap_or("");
    if !folder.is_empty() && folder != draft.store.as_str() && !draft.store.span.is_empty() {
        let message = format!("the store is `{}` but its folder is `{folder}`", draft.store.value);
        report.add(
            Finding::error("store-mismatch", &draft.store.span, message)
                .label("not the folder's name"),
        );
    }
}
