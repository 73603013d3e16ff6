//! Module `check`: a topic that stands on a right of the law has a statute that gives it, and a
//! question that tells whose law holds. Otherwise the right would change nothing, and nobody would
//! see it.

use crate::draft::{PolicyDraft, StatuteDraft, TopicDraft, right_word};
use crate::finding::{Finding, Report};

pub(super) fn check(draft: &PolicyDraft, statutes: &[StatuteDraft], report: &mut Report<'_>) {
    for topic in &draft.topics {
        if let Some((message, help)) = missing(draft, statutes, topic) {
            let finding = Finding::warning("no-statutes", &topic.id.span, message);
            report.add(finding.label("its `right` changes nothing").on(&topic.id.value).help(help));
        }
    }
}

/// What the right of a topic lacks, and what to do about it.
fn missing(
    draft: &PolicyDraft,
    statutes: &[StatuteDraft],
    topic: &TopicDraft,
) -> Option<(String, String)> {
    let right = topic.right?;
    let word = right_word(right);
    if draft.place_question.is_none() {
        let message = format!(
            "the topic `{}` has the right `{word}`, and no question tells the shopper's country",
            topic.id.value
        );
        return Some((
            message,
            "name the question: place = \"ship_to\" at the top of the policy".to_owned(),
        ));
    }
    let given = statutes.iter().flat_map(|file| &file.rights).any(|other| other.right == right);
    (!given).then(|| {
        let message = format!(
            "the topic `{}` has the right `{word}`, and no statute is loaded that gives it",
            topic.id.value
        );
        (
            message,
            "add a file to the folder `statutes` beside the policies, or take the right out"
                .to_owned(),
        )
    })
}
