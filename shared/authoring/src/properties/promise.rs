//! Module `properties`: the shop's own promises hold in every case to which they apply.

use super::leaf::{allowance, clause_draft, clause_names, deciding_clauses, verdict, verdict_word};
use crate::cases::{Cases, Path, TopicCases};
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
        let mut applies = false;
        let policy = cases.policy;
        let tests: Vec<NodeRef> =
            cases.topics.iter_mut().map(|topic| topic.insert_condition(policy, when)).collect();
        for (topic, test) in cases.topics.iter().zip(tests) {
            if !has_topic(promise, topic) {
                continue;
            }
            for (remedy, root) in topic.remedies().filter(|(remedy, _)| has_remedy(promise, remedy))
            {
                applies |= check_remedy(cases, draft, promise, topic, remedy, [test, root], report);
            }
        }
        if !applies {
            let message = format!("the promise `{}` speaks of no case at all", promise.id.value);
            let finding =
                Finding::warning("empty-promise", &promise.id.span, message).label("never tested");
            report.add(finding.on(&promise.id.value));
        }
    }
}

fn has_topic(promise: &PromiseDraft, topic: &TopicCases<'_>) -> bool {
    promise.topics.is_empty()
        || promise.topics.iter().any(|name| name.as_str() == topic.topic.id.as_str())
}

fn has_remedy(promise: &PromiseDraft, remedy: &RemedyId) -> bool {
    promise.remedies.iter().any(|name| name.as_str() == "*" || name.as_str() == remedy.as_str())
}

/// Whether the promise applies to a case of this remedy. The first case that breaks it is reported.
fn check_remedy(
    cases: &Cases<'_>,
    draft: &PolicyDraft,
    promise: &PromiseDraft,
    topic: &TopicCases<'_>,
    remedy: &RemedyId,
    [test, root]: [NodeRef; 2],
    report: &mut Report<'_>,
) -> bool {
    let found = cases.outcomes(&[topic.probe(test), topic.probe(root)], &[]);
    let applicable: Vec<(Leaf, &Path)> = found
        .iter()
        .filter_map(|(leaves, path)| match leaves.as_slice() {
            [Leaf::True, leaf] => Some((*leaf, path)),
            _ => None,
        })
        .collect();
    if let Some((leaf, path)) = applicable.iter().find(|(leaf, _)| !is_kept(cases, promise, *leaf))
    {
        let clauses = deciding_clauses(cases.policy, topic, remedy, *leaf, path);
        let verdict = verdict(*leaf).map_or("without an answer", verdict_word);
        let message = format!(
            "the promise `{}` is broken in the topic `{}`: `{remedy}` is {verdict} by {}",
            promise.id.value,
            topic.topic.id,
            clause_names(cases.policy, &clauses),
        );
        let finding =
            Finding::error("broken-promise", &promise.id.span, message).label("promised here");
        let finding = match clause_draft(draft, &clauses) {
            Some(clause) => finding.related(&clause.id.span, "broken here"),
            None => finding,
        };
        report.add(finding.on(&promise.id.value).witness(cases.shopper(topic.topic, path)));
    }
    !applicable.is_empty()
}

/// Whether the ruling at a leaf keeps the promise.
fn is_kept(cases: &Cases<'_>, promise: &PromiseDraft, leaf: Leaf) -> bool {
    let has_verdict = verdict(leaf).is_some_and(|verdict| promise.verdicts.contains(&verdict));
    let clause = allowance(leaf).and_then(|index| cases.policy.parts().allowances.get(index));
    let has_payer = clause
        .and_then(|clause| clause.terms.pays)
        .is_none_or(|payer| promise.pays.is_empty() || promise.pays.contains(&payer));
    has_verdict && has_payer
}
