//! Module `properties`: if two allowances grant the same remedy on different terms, the file says
//! that this is intended.

use super::leaf::allowance;
use crate::cases::{Cases, Path, TopicCases};
use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use recourse::clause::{Clause, Verdict};
use recourse::diagram::Leaf;
use std::collections::BTreeMap;

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    let parts = cases.policy.parts();
    for (index, (later, written)) in parts.allowances.iter().zip(&draft.allowances).enumerate() {
        // A last "otherwise" overlaps with every clause before it, and is not misunderstood.
        if later.verdict != Verdict::Granted || written.when.is_always() {
            continue;
        }
        for (earlier, (topic, path)) in winners(cases, index, later) {
            let Some((first, known)) =
                parts.allowances.get(earlier).zip(draft.allowances.get(earlier))
            else {
                continue;
            };
            let is_declared = written.overlaps.iter().any(|id| id.as_str() == first.id.as_str());
            if earlier >= index
                || first.verdict != Verdict::Granted
                || first.terms == later.terms
                || is_declared
            {
                continue;
            }
            let message = format!(
                "`{}` and `{}` grant the same under other terms; the first one wins",
                first.id, later.id
            );
            let help = format!("if this is meant, write overlaps = [\"{}\"]", first.id);
            let finding = Finding::warning("overlap", &written.id.span, message)
                .label("comes second")
                .related(&known.id.span, "comes first")
                .on(later.id.as_str())
                .witness(cases.shopper(topic.topic, &path));
            report.add(finding.help(help));
        }
    }
}

/// The allowances that decide cases in which the condition of `later` holds, each with a case.
fn winners<'a>(
    cases: &'a Cases<'_>,
    index: usize,
    later: &Clause,
) -> BTreeMap<usize, (&'a TopicCases<'a>, Path)> {
    let mut found = BTreeMap::new();
    let position = cases.policy.parts().exclusions.len().saturating_add(index);
    for topic in &cases.topics {
        let Some(condition) = topic.condition(position) else { continue };
        for (_, root) in topic.concerned(later) {
            for (leaves, path) in cases.outcomes(&[topic.probe(condition), topic.probe(root)], &[])
            {
                if let [Leaf::True, leaf] = leaves.as_slice()
                    && let Some(winner) = allowance(*leaf)
                {
                    found.entry(winner).or_insert((topic, path));
                }
            }
        }
    }
    found
}
