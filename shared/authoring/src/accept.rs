//! Module `accept`: what the author has seen and means stays as a note, with the reason. Errors
//! cannot be accepted, and an acceptance that meets nothing is itself a finding, which says what is
//! found instead.

use crate::draft::{AcceptDraft, PolicyDraft};
use crate::explain::codes;
use crate::finding::{Finding, Report, Severity};
use crate::suggest;
use std::collections::BTreeSet;

/// Applies `[[accept]]` to what was found. Whether an acceptance meets nothing is only said where
/// every check has run.
pub(crate) fn apply(draft: &PolicyDraft, file: &str, complete: bool, found: &mut Vec<Finding>) {
    let mut report = Report::new(file);
    for accept in &draft.accepts {
        let problem = match accepted(accept, found) {
            Met::Accepted => None,
            Met::Error => Some(of_error(accept)),
            Met::Nothing if complete || is_unknown(accept) => Some(idle(accept, found)),
            Met::Nothing => None,
        };
        problem.into_iter().for_each(|finding| report.add(finding));
    }
    found.append(&mut report.found);
}

/// What an acceptance comes upon.
enum Met {
    Accepted,
    /// Nothing but errors.
    Error,
    Nothing,
}

fn accepted(accept: &AcceptDraft, found: &mut [Finding]) -> Met {
    let mut met = Met::Nothing;
    for finding in found.iter_mut().filter(|finding| meets(accept, finding)) {
        if finding.severity == Severity::Error {
            met = if matches!(met, Met::Nothing) { Met::Error } else { met };
        } else {
            finding.severity = Severity::Note;
            finding.accepted = Some(accept.reason.value.clone());
            met = Met::Accepted;
        }
    }
    met
}

fn meets(accept: &AcceptDraft, finding: &Finding) -> bool {
    let on = accept.on.as_ref().is_none_or(|on| finding.on.as_deref() == Some(on.as_str()));
    finding.code == accept.code.as_str() && on
}

fn of_error(accept: &AcceptDraft) -> Finding {
    let message =
        format!("`{}` is an error here, and errors cannot be accepted", accept.code.value);
    Finding::warning("error-not-accepted", &accept.span, message)
        .label("accepts nothing")
        .help("mend what it says, and take this out")
}

fn is_unknown(accept: &AcceptDraft) -> bool {
    !codes().any(|code| code == accept.code.as_str())
}

/// An acceptance that meets nothing: an unknown code, the code on something else, or no such
/// finding.
fn idle(accept: &AcceptDraft, found: &[Finding]) -> Finding {
    let code = accept.code.as_str();
    if is_unknown(accept) {
        let message = format!("no finding is called `{code}`");
        let finding =
            Finding::warning("idle-accept", &accept.code.span, message).label("no such code");
        return finding.maybe_help(suggest::help(code, codes()));
    }
    let others: BTreeSet<String> = found
        .iter()
        .filter(|finding| finding.code == code)
        .map(|finding| {
            finding.on.as_ref().map_or("something without a name".into(), |on| format!("`{on}`"))
        })
        .collect();
    let finding =
        Finding::warning("idle-accept", &accept.span, String::new()).label("accepts nothing");
    if others.is_empty() {
        let message = format!("nothing is found that `{code}` could accept");
        return Finding { message, ..finding.help("take it out: what it accepted is gone") };
    }
    let on = accept.on.as_ref().map_or("", |on| on.as_str());
    let others = others.into_iter().collect::<Vec<_>>().join(", ");
    let message = format!("`{code}` is found on {others}, not on `{on}`");
    Finding { message, ..finding.help("name in `on` what the finding is about, or take this out") }
}
