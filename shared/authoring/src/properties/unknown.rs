//! Module `properties`: compares a shopper who cannot answer a question with one who can, all other
//! answers being equal. Spans that begin or end at an unknown date are unknown, too.

use super::leaf::{Pair, pairs_of};
use crate::cases::{Cases, Path, TopicCases};
use recourse::diagram::NodeRef;
use recourse::policy::Policy;
use recourse::question::{Kind, Question};
use recourse::region::{regions, unknown_region, value_regions};
use recourse::types::RemedyId;

/// Every pair of rulings for "I do not know" and a true answer.
pub(super) fn unknown_pairs<'a>(cases: &'a Cases<'_>) -> Vec<Pair<'a>> {
    let mut found = Vec::new();
    for (index, question) in (0u8..).zip(cases.policy.questions()) {
        let Some(unknown) = unknown_region(question) else { continue };
        if !question.is_asked() {
            continue;
        }
        for topic in &cases.topics {
            for (remedy, root) in topic.remedies() {
                let remedy = (topic, remedy, root);
                add_pairs(cases, remedy, (index, question), unknown, &mut found);
            }
        }
    }
    found
}

/// Adds the pairs of one question and remedy.
fn add_pairs<'a>(
    cases: &'a Cases<'_>,
    (topic, remedy, root): (&'a TopicCases<'a>, &'a RemedyId, NodeRef),
    (index, question): (u8, &Question),
    unknown: usize,
    found: &mut Vec<Pair<'a>>,
) {
    // Spans that the remedy does not test would only multiply the same cases.
    let mut spans = spans_of(cases.policy, index);
    spans.retain(|(span, _)| topic.tests(remedy, *span));
    if spans.is_empty() && !topic.tests(remedy, index) {
        return;
    }
    let mut cannot_say: Path = vec![(index, unknown)];
    for (index, span) in &spans {
        cannot_say.extend(unknown_region(span).map(|region| (*index, region)));
    }
    for region in 0..value_regions(&question.kind) {
        for truth in with_spans(vec![(index, region)], &spans) {
            let answers = [cannot_say.clone(), truth];
            pairs_of(cases, (topic, remedy, root), &answers, &mut |pair| found.push(pair));
        }
    }
}

/// The spans that begin or end at a date.
fn spans_of(policy: &Policy, date: u8) -> Vec<(u8, &Question)> {
    let has_date = |(_, question): &(u8, &Question)| match question.kind {
        Kind::Span { from, to, .. } => from == date || to == date,
        _ => false,
    };
    (0u8..).zip(policy.questions()).filter(has_date).collect()
}

/// An answer with every combination of regions of the spans.
fn with_spans(answer: Path, spans: &[(u8, &Question)]) -> Vec<Path> {
    spans.iter().fold(vec![answer], |paths, (index, span)| {
        let extended = |path: &Path| {
            let path = path.clone();
            let region = move |region| [path.as_slice(), &[(*index, region)]].concat();
            (0..regions(span)).map(region)
        };
        paths.iter().flat_map(extended).collect()
    })
}
