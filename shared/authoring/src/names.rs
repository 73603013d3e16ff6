//! Module `names`: looks up the part that a name refers to, and suggests another if there is none.

use crate::draft::{PolicyDraft, Spanned};
use crate::finding::{Finding, Report};
use crate::suggest;

/// The ids of every kind of part, in the order of the file.
#[derive(Debug)]
pub(crate) struct Names<'a> {
    pub(crate) questions: Vec<&'a str>,
    pub(crate) topics: Vec<&'a str>,
    pub(crate) remedies: Vec<&'a str>,
    pub(crate) proofs: Vec<&'a str>,
    pub(crate) steps: Vec<&'a str>,
    pub(crate) notes: Vec<&'a str>,
    pub(crate) timers: Vec<&'a str>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(draft: &'a PolicyDraft) -> Names<'a> {
        Names {
            questions: draft.questions.iter().map(|part| part.id.as_str()).collect(),
            topics: draft.topics.iter().map(|part| part.id.as_str()).collect(),
            remedies: draft.remedies.iter().map(|part| part.id.as_str()).collect(),
            proofs: draft.proofs.iter().map(|part| part.id.as_str()).collect(),
            steps: draft.steps.iter().map(|part| part.id.as_str()).collect(),
            notes: draft.notes.iter().map(|part| part.id.as_str()).collect(),
            timers: draft.timers.iter().map(|part| part.id.as_str()).collect(),
        }
    }
}

/// The index of a name in its list; a missing name is reported.
pub(crate) fn find(
    name: &Spanned<String>,
    what: &str,
    list: &[&str],
    report: &mut Report<'_>,
) -> Option<usize> {
    let found = list.iter().position(|known| *known == name.as_str());
    if found.is_none() {
        let message = format!("there is no {what} `{}`", name.value);
        let finding = Finding::error("unknown-id", &name.span, message).label("not found");
        report.add(finding.maybe_help(suggest::help(name.as_str(), list.iter().copied())));
    }
    found
}
