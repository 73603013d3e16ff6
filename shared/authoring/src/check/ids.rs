//! Module `check`: ids are well formed, not reserved, and used once per kind of part.

use crate::draft::{PolicyDraft, Spanned};
use crate::finding::{Finding, Report};
use recourse::types::ClauseId;

const RESERVED: [&str; 6] = ["unknown", "none", "known", "any", "all", "not"];

pub(super) fn check(draft: &PolicyDraft, report: &mut Report<'_>) {
    check_ids("question", draft.questions.iter().map(|part| &part.id), report);
    check_ids("topic", draft.topics.iter().map(|part| &part.id), report);
    check_ids("remedy", draft.remedies.iter().map(|part| &part.id), report);
    check_ids("proof", draft.proofs.iter().map(|part| &part.id), report);
    check_ids("step", draft.steps.iter().map(|part| &part.id), report);
    check_ids("note", draft.notes.iter().map(|part| &part.id), report);
    check_ids("timer", draft.timers.iter().map(|part| &part.id), report);
    check_ids("clause", draft.clauses().map(|part| &part.id), report);
    check_ids("group", draft.place_groups.iter().map(|part| &part.name), report);
    for question in &draft.questions {
        check_ids("option", question.options.iter().flatten(), report);
    }
}

fn check_ids<'a>(
    what: &str,
    ids: impl Iterator<Item = &'a Spanned<String>>,
    report: &mut Report<'_>,
) {
    let mut seen: Vec<&str> = Vec::new();
    for id in ids {
        if let Err(error) = ClauseId::parse(id.as_str()) {
            report.add(Finding::error("bad-id", &id.span, error.to_string()).label("not an id"));
        } else if RESERVED.contains(&id.as_str()) {
            let message = format!(
                "`{}` is a word of the policy format and cannot name a thing of yours",
                id.value
            );
            report.add(Finding::error("reserved-id", &id.span, message).label("reserved"));
        } else if seen.contains(&id.as_str()) {
            let message = format!("there are two {what}s called `{}`", id.value);
            report.add(Finding::error("duplicate-id", &id.span, message).label("second time"));
        }
        seen.push(id.as_str());
    }
}
