//! Module `properties`: every remedy is granted in some case.

use super::leaf::verdict;
use crate::cases::Cases;
use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use recourse::clause::{TopicKind, Verdict};
use recourse::diagram::{Leaf, Ruling};

/// Whether the policy itself grants the remedy, or support may grant it. What the law adds does not
/// count.
fn may_grant(leaf: Leaf) -> bool {
    let is_by_law = matches!(leaf, Leaf::Ruling(Ruling::Statute { .. }));
    !is_by_law && verdict(leaf).is_some_and(|verdict| verdict <= Verdict::AskSupport)
}

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    for written in &draft.remedies {
        let id = written.id.as_str();
        let topics = cases.topics.iter().filter(|topic| topic.topic.kind != TopicKind::Inquiry);
        let mut is_decided = false;
        let mut is_granted = false;
        for topic in topics {
            for (_, root) in topic.remedies().filter(|(remedy, _)| remedy.as_str() == id) {
                is_decided = true;
                let found = cases.outcomes(&[topic.probe(root)], &[]);
                is_granted |= found.keys().flatten().any(|leaf| may_grant(*leaf));
            }
        }
        if is_decided && !is_granted {
            let message = format!("nobody can get `{}`, whatever they answer", written.id.value);
            let finding = Finding::warning("never-granted", &written.id.span, message)
                .label("always refused");
            report.add(
                finding
                    .on(&written.id.value)
                    .help("grant it somewhere, or take it out of its topics"),
            );
        }
    }
}
