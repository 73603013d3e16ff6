//! Module `properties`: every case has a verdict.

use crate::cases::Cases;
use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use recourse::diagram::{Leaf, Ruling};

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    for topic in &cases.topics {
        let Some(written) =
            draft.topics.iter().find(|other| other.id.value == topic.topic.id.as_str())
        else {
            continue;
        };
        for (remedy, root) in topic.remedies() {
            let found = cases.outcomes(&[topic.probe(root)], &[]);
            let Some(path) = found.get([Leaf::Ruling(Ruling::Gap)].as_slice()) else { continue };
            let message = format!(
                "no clause says anything about `{remedy}` in the topic `{}` for some shoppers",
                topic.topic.id
            );
            let finding = Finding::error("gap", &written.id.span, message)
                .label("a case has no answer")
                .on(&written.id.value)
                .witness(cases.shopper(topic.topic, path));
            report.add(finding.help(
                "add an [[allow]] for this case: a refusal, \
                 or verdict = \"ask_support\" as the last one for the remedy",
            ));
        }
    }
}
