//! Room `accept`: what the author has seen and means stays as a note, with the reason. Errors cannot be accepted, and an
//! acceptance that meets nothing is itself a finding.

use crate::draft::{AcceptDraft, PolicyDraft};
use crate::finding::{Finding, Report, Severity};

/// Applies `[[accept]]` to what was found. Acceptances are only weighed where every check has run.
pub(crate) fn apply(draft: &PolicyDraft, file: &str, complete: bool, found: &mut Vec<Finding>) {
    let mut report = Report::new(file);
    for accept in &draft.accepts {
        let mut met = false;
        for finding in found.iter_mut().filter(|finding| meets(accept, finding)) {
            met = true;
            if finding.severity != Severity::Error {
                finding.severity = Severity::Note;
                finding.accepted = Some(accept.reason.value.clone());
            }
        }
        if !met && complete {
            let message = format!("nothing is found that `{}` could accept", accept.code.value);
            let finding = Finding::warning("idle-accept", &accept.span, message).label("accepts nothing");
            report.add(finding.help("take it out: what it accepted is gone"));
        }
    }
    found.append(&mut report.found);
}

fn meets(accept: &AcceptDraft, finding: &Finding) -> bool {
    let on = accept.on.as_ref().is_none_or(|on| finding.on.as_deref() == Some(on.as_str()));
    finding.code == accept.code.as_str() && on
}
