//! Module `properties`: terms make sense beside their verdict.

use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use recourse::clause::Verdict;
use recourse::policy::Policy;

pub(super) fn check(policy: &Policy, draft: &PolicyDraft, report: &mut Report<'_>) {
    let pairs = policy.clauses().zip(draft.clauses());
    for (clause, written) in pairs {
        let given = clause.verdict <= Verdict::AskSupport;
        if !given
            && (clause.terms.pays.is_some()
                || clause.terms.cap.is_some()
                || !clause.terms.proofs.is_empty())
        {
            let message =
                format!("`{}` gives nothing, so `pays`, `cap` and `proofs` say nothing", clause.id);
            let finding =
                Finding::warning("idle-terms", &written.id.span, message).label("gives nothing");
            report.add(finding.on(clause.id.as_str()));
        }
    }
}
