//! Module `check`: the checks of the files that need no cases. One check per file; each knows only
//! the drafts.

mod calendar;
mod contact;
mod customs;
mod head;
mod ids;
mod kinds;
mod places;
mod quotes;
mod references;
mod rights;
mod texts;
mod unused;
mod wording;

use crate::draft::{PolicyDraft, StatuteDraft, TextsDraft};
use crate::finding::Report;
use crate::names::Names;
use recourse::types::Day;

/// A texts file with its language.
#[derive(Debug)]
pub(crate) struct TextsFile<'a> {
    pub(crate) language: &'a str,
    pub(crate) draft: TextsDraft,
    pub(crate) report: Report<'a>,
}

/// The checks of `policy.toml` against itself and the published page. `today` is the day on which
/// lists of days must still be current.
pub(crate) fn policy(
    draft: &PolicyDraft,
    source: &str,
    today: Option<Day>,
    report: &mut Report<'_>,
) {
    let names = Names::of(draft);
    head::check(draft, report);
    calendar::check(draft, today, report);
    places::check(draft, report);
    ids::check(draft, report);
    kinds::check(draft, report);
    references::check(draft, &names, report);
    quotes::check(draft, source, report);
    customs::check_policy(draft, report);
    unused::check(draft, report);
}

/// The checks of the texts against the policy, the statutes and the source language.
pub(crate) fn texts(
    draft: &PolicyDraft,
    statutes: &[StatuteDraft],
    files: &mut [TextsFile<'_>],
    report: &mut Report<'_>,
) {
    rights::check(draft, statutes, report);
    texts::check(draft, statutes, files, report);
    let source = files
        .iter()
        .find(|file| file.language == draft.language.as_str())
        .map(|file| file.draft.clone());
    for file in files {
        wording::check(&file.draft, source.as_ref(), &mut file.report);
        customs::check_texts(&file.draft, &mut file.report);
        // Every language has the same slots, so one language is enough.
        if file.language == draft.language.as_str() {
            contact::check_texts(draft, &file.draft, &mut file.report);
        }
    }
    contact::check_steps(draft, report);
}
