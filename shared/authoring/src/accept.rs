//! Module `accept`: a finding that the author accepts becomes a note with the author's reason.
//! Errors cannot be accepted. An acceptance without effect is itself a finding, which names the
//! findings that it could mean.

use crate::draft::{AcceptDraft, PolicyDraft};
use crate::explain::codes;
use crate::finding::{Finding, Report, Severity};
use crate::suggest;
use std::collections::BTreeSet;

/// Applies `[[accept]]` to the findings. An acceptance without effect is reported only if all
/// checks have run (`complete`).
pub(crate) fn apply(draft: &PolicyDraft, file: &str, complete: bool, findings: &mut Vec<Finding>) {
    let mut report = Report::new(file);
    for accept in &draft.accepts {
        let problem = match accept_findings(accept, findings) {
            Effect::Accepted => None,
            Effect::OnlyErrors => Some(error_not_accepted(accept)),
            Effect::None if complete || is_unknown_code(accept) => {
                Some(idle_accept(accept, findings))
            }
            Effect::None => None,
        };
        if let Some(finding) = problem {
            report.add(finding);
        }
    }
    findings.append(&mut report.found);
}

/// The effect of an acceptance.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// At least one finding is accepted.
    Accepted,
    /// It matches errors only.
    OnlyErrors,
    /// It matches no finding.
    None,
}

fn accept_findings(accept: &AcceptDraft, findings: &mut [Finding]) -> Effect {
    let mut effect = Effect::None;
    for finding in findings.iter_mut().filter(|finding| matches(accept, finding)) {
        if finding.severity != Severity::Error {
            finding.severity = Severity::Note;
            finding.accepted = Some(accept.reason.value.clone());
            effect = Effect::Accepted;
        } else if effect == Effect::None {
            effect = Effect::OnlyErrors;
        }
    }
    effect
}

fn matches(accept: &AcceptDraft, finding: &Finding) -> bool {
    let matches_on = accept.on.as_ref().is_none_or(|on| finding.on.as_deref() == Some(on.as_str()));
    finding.code == accept.code.as_str() && matches_on
}

fn error_not_accepted(accept: &AcceptDraft) -> Finding {
    let message =
        format!("`{}` is an error here, and errors cannot be accepted", accept.code.value);
    Finding::warning("error-not-accepted", &accept.span, message)
        .label("accepts nothing")
        .help("mend what it says, and take this out")
}

fn is_unknown_code(accept: &AcceptDraft) -> bool {
    !codes().any(|code| code == accept.code.as_str())
}

/// The finding for an acceptance without effect: its code is unknown, is found on something else,
/// or is not found at all.
fn idle_accept(accept: &AcceptDraft, findings: &[Finding]) -> Finding {
    let code = accept.code.as_str();
    if is_unknown_code(accept) {
        let message = format!("no finding is called `{code}`");
        let finding =
            Finding::warning("idle-accept", &accept.code.span, message).label("no such code");
        return finding.maybe_help(suggest::help(code, codes()));
    }
    let others: BTreeSet<String> = findings
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
