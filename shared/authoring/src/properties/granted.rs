//! Module `properties`: every remedy can be had by somebody.

use super::leaf::verdict;
use crate::cases::Cases;
use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use recourse::clause::{TopicKind, Verdict};
use recourse::diagram::{Leaf, Ruling};

/// What the law gives is not the policy's gift.
fn gives(leaf: Leaf) -> bool {
    let by_law = matches!(leaf, Leaf::Ruling(Ruling::Statute { .. }));
    !by_law && verdict(leaf).is_some_and(|said| said <= Verdict::AskSupport)
}

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    for written in &draft.remedies {
        let topics = cases.topics.iter().filter(|topic| topic.topic.kind != TopicKind::Inquiry);
        let mut asked = false;
        let mut open = false;
        for topic in topics {
            for (_, root) in
                topic.remedies().filter(|(remedy, _)| remedy.as_str() == written.id.as_str())
            {
                asked = true;
                let found = cases.outcomes(&[topic.probe(root)], &[]);
                open |= found.keys().flatten().any(|leaf| gives(*leaf));
            }
        }
        if asked && !open {
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
