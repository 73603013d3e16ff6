//! Room `properties`: every case gets a verdict.

use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use crate::witness;
use recourse::diagram::{Leaf, Ruling};
use recourse::policy::Policy;

pub(super) fn check(policy: &Policy, draft: &PolicyDraft, report: &mut Report<'_>) {
    for (topic, written) in policy.parts().topics.iter().zip(&draft.topics) {
        let Some(diagram) = policy.diagram(&topic.id) else { continue };
        for (remedy, root) in topic.remedies.iter().zip(&diagram.roots) {
            let gap = |leaf: Leaf| leaf == Leaf::Ruling(Ruling::Gap);
            let Some(path) = diagram.arena.witness(*root, &gap) else { continue };
            let message = format!(
                "no clause says anything about `{remedy}` in the topic `{}` for some shoppers",
                topic.id
            );
            let finding = Finding::error("gap", &written.id.span, message).label("a case has no answer");
            report.add(finding.witness(witness::case(policy, &path)).help(
                "add an [[allow]] for this case: a refusal, or verdict = \"ask_support\" as the last one for the remedy",
            ));
        }
    }
}
