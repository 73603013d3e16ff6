//! Room `properties`: nobody is told to post goods before a clause with `basis = "safety"` has had its say: a swollen,
//! leaking, hot or burnt battery does not travel.

use crate::draft::{Basis, ClauseDraft, Phase, PolicyDraft};
use crate::finding::{Finding, Report};
use recourse::clause::{Clause, Topic};
use recourse::policy::Policy;
use recourse::words::RemedyId;

pub(super) fn check(policy: &Policy, draft: &PolicyDraft, report: &mut Report<'_>) {
    let clauses: Vec<(&Clause, &ClauseDraft)> = policy.clauses().zip(draft.clauses()).collect();
    for (ix, (clause, written)) in clauses.iter().enumerate() {
        let Some(step) = posting_step(draft, written) else { continue };
        let earlier: Vec<_> = clauses.iter().take(ix).filter(|(_, other)| is_gate(other)).collect();
        let guarded =
            |topic: &Topic, remedy: &RemedyId| earlier.iter().any(|(gate, _)| gate.concerns(topic, remedy));
        let open = policy.parts().topics.iter().find(|topic| {
            topic.remedies.iter().any(|remedy| clause.concerns(topic, remedy) && !guarded(topic, remedy))
        });
        if let Some(topic) = open {
            let message = format!(
                "`{}` has the goods posted in the topic `{}` with no safety question before",
                clause.id, topic.id
            );
            let finding = Finding::error("posting-without-safety", &written.id.span, message)
                .label(format!("by the step `{step}`"));
            report.add(finding.help("add an earlier clause with basis = \"safety\" for its remedies, about a swollen, leaking, hot or burnt battery"));
        }
    }
}

fn posting_step<'a>(draft: &'a PolicyDraft, written: &ClauseDraft) -> Option<&'a str> {
    let mut posting = draft.steps.iter().filter(|step| step.posts);
    posting
        .find(|step| written.steps.iter().any(|mine| mine.value == step.id.value))
        .map(|step| step.id.as_str())
}

/// A clause that keeps dangerous goods at home: it must not send them on itself.
fn is_gate(written: &ClauseDraft) -> bool {
    written.basis == Some(Basis::Safety) && (written.phase == Phase::Exclude || !written.when.is_always())
}
