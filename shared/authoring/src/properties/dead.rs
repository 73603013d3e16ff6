//! Module `properties`: every clause decides a case, or is cited in one.

use super::leaf::{allowance, cites};
use crate::cases::{Cases, TopicCases};
use crate::draft::{PolicyDraft, Spanned};
use crate::finding::{Finding, Report};
use recourse::clause::Clause;
use recourse::diagram::Leaf;

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    let exclusions = draft.exclusions.len();
    for (index, (clause, written)) in cases.policy.clauses().zip(draft.clauses()).enumerate() {
        let topics: Vec<_> = cases
            .topics
            .iter()
            .filter(|topic| has_effect(cases, topic, clause, index, exclusions))
            .collect();
        if topics.is_empty() {
            report.add(dead_clause(&written.id, index >= exclusions));
            continue;
        }
        // Only topics that the clause names are reported; others follow from its remedies.
        for name in written.topics.iter().flatten() {
            if !topics.iter().any(|topic| topic.topic.id.as_str() == name.as_str()) {
                report.add(idle_in_topic(&written.id, name));
            }
        }
    }
}

/// Whether the clause decides a case of the topic (an allowance), or is cited in one (an
/// exclusion).
fn has_effect(
    cases: &Cases<'_>,
    topic: &TopicCases<'_>,
    clause: &Clause,
    ix: usize,
    exclusions: usize,
) -> bool {
    let Some(condition) = topic.condition(ix) else { return false };
    topic.concerned(clause).any(|(_, root)| {
        let Some(index) = ix.checked_sub(exclusions) else {
            let found = cases.outcomes(&[topic.probe(condition), topic.probe(root)], &[]);
            return found.keys().any(
                |leaves| matches!(leaves.as_slice(), [Leaf::True, leaf] if cites(*leaf, clause)),
            );
        };
        let found = cases.outcomes(&[topic.probe(root)], &[]);
        found.keys().flatten().any(|leaf| allowance(*leaf) == Some(index))
    })
}

fn dead_clause(id: &Spanned<String>, allowance: bool) -> Finding {
    let help = if allowance {
        "an earlier allowance or an exclusion takes every such case: move it up, or take it out"
    } else {
        "its condition never holds where no stronger exclusion does: correct it, or take it out"
    };
    Finding::error("dead-clause", &id.span, format!("`{}` never decides anything", id.value))
        .label("dead")
        .on(&id.value)
        .help(help)
}

fn idle_in_topic(id: &Spanned<String>, topic: &Spanned<String>) -> Finding {
    let message = format!("`{}` never decides anything in the topic `{}`", id.value, topic.value);
    Finding::warning("idle-clause", &topic.span, message)
        .label("idle there")
        .on(&id.value)
        .help("name only the topics where it matters, with `topics = [..]`")
}
