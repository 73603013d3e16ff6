//! Module `properties`: the shop's own promises hold in every case that they speak of.

use super::leaf::{allowance, deciding, names, verdict, word, written};
use crate::cases::{Cases, TopicCases};
use crate::draft::{PolicyDraft, PromiseDraft};
use crate::finding::{Finding, Report};
use recourse::clause::Condition;
use recourse::diagram::{Leaf, NodeRef};
use recourse::types::RemedyId;

pub(super) fn check(
    cases: &mut Cases<'_>,
    draft: &PolicyDraft,
    conditions: &[Condition],
    report: &mut Report<'_>,
) {
    for (promise, when) in draft.promises.iter().zip(conditions) {
        let mut met = false;
        let policy = cases.policy;
        let tests: Vec<NodeRef> =
            cases.topics.iter_mut().map(|topic| topic.put(policy, when)).collect();
        for (topic, test) in
            cases.topics.iter().zip(tests).filter(|(topic, _)| speaks_in(promise, topic))
        {
            for (remedy, root) in topic.remedies().filter(|(remedy, _)| speaks_of(promise, remedy))
            {
                met |= in_topic(cases, draft, promise, topic, remedy, [test, root], report);
            }
        }
        if !met {
            let message = format!("the promise `{}` speaks of no case at all", promise.id.value);
            let finding =
                Finding::warning("empty-promise", &promise.id.span, message).label("never tested");
            report.add(finding.on(&promise.id.value));
        }
    }
}

fn speaks_in(promise: &PromiseDraft, topic: &TopicCases<'_>) -> bool {
    promise.topics.is_empty()
        || promise.topics.iter().any(|name| name.as_str() == topic.topic.id.as_str())
}

fn speaks_of(promise: &PromiseDraft, remedy: &RemedyId) -> bool {
    promise.remedies.iter().any(|name| name.as_str() == "*" || name.as_str() == remedy.as_str())
}

/// Whether the promise speaks of a case of this remedy; the first case that breaks it is reported.
fn in_topic(
    cases: &Cases<'_>,
    draft: &PolicyDraft,
    promise: &PromiseDraft,
    topic: &TopicCases<'_>,
    remedy: &RemedyId,
    [test, root]: [NodeRef; 2],
    report: &mut Report<'_>,
) -> bool {
    let found = cases.outcomes(&[topic.probe(test), topic.probe(root)], &[]);
    let spoken = found.iter().filter_map(|(leaves, path)| match leaves.as_slice() {
        [Leaf::True, leaf] => Some((*leaf, path)),
        _ => None,
    });
    let mut met = false;
    let mut told = false;
    for (leaf, path) in spoken {
        met = true;
        if told || kept(cases, promise, leaf) {
            continue;
        }
        told = true;
        let clauses = deciding(cases.policy, topic, remedy, leaf, path);
        let said = verdict(leaf).map_or("without an answer", word);
        let message = format!(
            "the promise `{}` is broken in the topic `{}`: `{remedy}` is {said} by {}",
            promise.id.value,
            topic.topic.id,
            names(cases.policy, &clauses),
        );
        let finding =
            Finding::error("broken-promise", &promise.id.span, message).label("promised here");
        let finding = match written(draft, &clauses) {
            Some(clause) => finding.related(&clause.id.span, "broken here"),
            None => finding,
        };
        report.add(finding.on(&promise.id.value).witness(cases.shopper(topic.topic, path)));
    }
    met
}

fn kept(cases: &Cases<'_>, promise: &PromiseDraft, leaf: Leaf) -> bool {
    let verdict = verdict(leaf).is_some_and(|said| promise.verdicts.contains(&said));
    let terms = allowance(leaf)
        .and_then(|ix| cases.policy.parts().allowances.get(ix))
        .map(|clause| &clause.terms);
    let pays = terms
        .and_then(|terms| terms.pays)
        .is_none_or(|payer| promise.pays.is_empty() || promise.pays.contains(&payer));
    verdict && pays
}
