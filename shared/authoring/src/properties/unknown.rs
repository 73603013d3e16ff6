//! Module `properties`: a shopper who cannot answer a question beside one who can, all else being
//! equal. Spans that begin or end at an unknown date are unknown with it.

use super::leaf::{Pair, pairs_of};
use crate::cases::{Cases, Path};
use recourse::policy::Policy;
use recourse::question::{Kind, Question};
use recourse::region::{regions, unknown_region, value_regions};

/// Every pair of rulings that "I do not know" and a true answer come to.
pub(super) fn unknown_pairs<'a>(cases: &'a Cases<'_>) -> Vec<Pair<'a>> {
    let mut found = Vec::new();
    for (ix, question) in (0u8..).zip(cases.policy.questions()) {
        let Some(unknown) = unknown_region(question).filter(|_| question.is_asked()) else {
            continue;
        };
        let spans = spans_of(cases.policy, ix);
        for topic in &cases.topics {
            for (remedy, root) in topic.remedies() {
                // Spans that the remedy does not look at would only multiply the same cases.
                let spans: Vec<_> =
                    spans.iter().filter(|(span, _)| topic.looks_at(remedy, *span)).collect();
                if spans.is_empty() && !topic.looks_at(remedy, ix) {
                    continue;
                }
                let cannot_say =
                    spans.iter().filter_map(|(span, of)| Some((*span, unknown_region(of)?)));
                let cannot_say: Path = [(ix, unknown)].into_iter().chain(cannot_say).collect();
                for region in 0..value_regions(&question.kind) {
                    for truth in with_spans(vec![(ix, region)], &spans) {
                        pairs_of(
                            cases,
                            (topic, remedy, root),
                            &[cannot_say.clone(), truth],
                            &mut |pair| {
                                found.push(pair);
                            },
                        );
                    }
                }
            }
        }
    }
    found
}

/// The spans that begin or end at a date.
fn spans_of(policy: &Policy, date: u8) -> Vec<(u8, &Question)> {
    let hangs = |(_, question): &(u8, &Question)| matches!(question.kind, Kind::Span { from, to, .. } if from == date || to == date);
    (0u8..).zip(policy.questions()).filter(hangs).collect()
}

/// An answer with every way in which the spans may fall beside it.
fn with_spans(answer: Path, spans: &[&(u8, &Question)]) -> Vec<Path> {
    spans.iter().fold(vec![answer], |ways, (span, of)| {
        let longer = |way: &Path| {
            let way = way.clone();
            (0..regions(of)).map(move |region| [way.as_slice(), &[(*span, region)]].concat())
        };
        ways.iter().flat_map(longer).collect()
    })
}
