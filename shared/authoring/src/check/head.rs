//! Module `check`: the first keys of a policy: store, language, time zone, currency, date.

use crate::draft::{PolicyDraft, Spanned};
use crate::finding::{Finding, Report};
use recourse::types::{Amount, CURRENCIES_PUBLISHED, Currency, Day, Language, StoreId};

pub(super) fn check(draft: &PolicyDraft, report: &mut Report<'_>) {
    let mut require = |text: &Spanned<String>, is_valid: bool, message: &str| {
        // A missing key was reported when the file was read.
        if !is_valid && !text.span.is_empty() {
            report.add(Finding::error("bad-value", &text.span, message));
        }
    };
    require(
        &draft.store,
        StoreId::parse(draft.store.as_str()).is_ok(),
        "a store is named like an id: `[a-z][a-z0-9_-]*`",
    );
    require(&draft.name, !draft.name.value.trim().is_empty(), "the store needs a name");
    require(
        &draft.language,
        Language::parse(draft.language.as_str()).is_some(),
        "not a language tag such as `en`",
    );
    require(
        &draft.as_of,
        Day::parse(draft.as_of.as_str()).is_ok(),
        "not a date: write it as YYYY-MM-DD",
    );
    require(
        &draft.timezone,
        is_zone(draft.timezone.as_str()),
        "not an IANA time zone such as `Asia/Hong_Kong` or `UTC`",
    );
    check_currency(draft, report);
    check_folder(draft, report);
}

/// Checks the currency and the maximum refunds.
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

/// Whether the text has the form of a time zone. The list of zones differs between systems, so it
/// is not used here.
fn is_zone(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "_+-".contains(c))
    };
    text == "UTC" || (text.contains('/') && text.split('/').all(is_part))
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
