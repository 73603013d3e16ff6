//! Module `properties`: the terms of a clause suit its verdict.

use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use recourse::clause::Verdict;
use recourse::policy::Policy;

pub(super) fn check(policy: &Policy, draft: &PolicyDraft, report: &mut Report<'_>) {
    let pairs = policy.clauses().zip(draft.clauses());
    for (clause, written) in pairs {
        let gives_nothing = clause.verdict > Verdict::AskSupport;
        let terms = &clause.terms;
        let has_terms = terms.pays.is_some() || terms.cap.is_some() || !terms.proofs.is_empty();
        if gives_nothing && has_terms {
            let message =
                format!("`{}` gives nothing, so `pays`, `cap` and `proofs` say nothing", clause.id);
            let finding =
                Finding::warning("idle-terms", &written.id.span, message).label("gives nothing");
            report.add(finding.on(clause.id.as_str()));
        }
    }
}
