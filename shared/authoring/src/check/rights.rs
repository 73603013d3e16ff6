//! Module `check`: for a topic with a statutory right there is a statute that gives the right, and
//! a question for the shopper's country. Otherwise the right would have no effect, without any sign
//! of it.

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

/// What is missing for the right of a topic, and what to do about it.
fn missing(
    draft: &PolicyDraft,
    statutes: &[StatuteDraft],
    topic: &TopicDraft,
) -> Option<(String, String)> {
    let right = topic.right?;
    let word = right_word(right);
    let id = &topic.id.value;
    if draft.place_question.is_none() {
        return Some((
            format!(
                "the topic `{id}` has the right `{word}`, \
                 and no question tells the shopper's country"
            ),
            "name the question: place_question = \"ship_to\" at the top of the policy".to_owned(),
        ));
    }
    let mut rights = statutes.iter().flat_map(|file| &file.rights);
    if rights.any(|other| other.right == right) {
        return None;
    }
    Some((
        format!("the topic `{id}` has the right `{word}`, and no statute is loaded that gives it"),
        "add a file to the folder `statutes` beside the policies, or take the right out".to_owned(),
    ))
}
