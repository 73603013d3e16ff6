//! Room `properties`: every part of a condition matters: without it, some case would come out differently. And no
//! condition that says something holds always.

use super::leaf::{allowance, cites};
use crate::cases::{Cases, TopicCases};
use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report, Span};
use crate::lower::Alternative;
use recourse::clause::Clause;
use recourse::diagram::{Leaf, NodeRef, Ruling};

pub(super) fn check(
    cases: &mut Cases<'_>,
    draft: &PolicyDraft,
    alternatives: &[Alternative],
    report: &mut Report<'_>,
) {
    let mut told: Vec<(usize, Span)> = Vec::new();
    for part in alternatives {
        // Within a part that could be left out, nothing more is said.
        if told.iter().any(|(clause, span)| *clause == part.clause && inside(&part.span, span)) {
            continue;
        }
        let policy = cases.policy;
        let Some((clause, written)) = policy.clauses().zip(draft.clauses()).nth(part.clause) else {
            continue;
        };
        let others: Vec<NodeRef> =
            cases.topics.iter_mut().map(|topic| topic.put(policy, &part.without)).collect();
        if cases.topics.iter().any(TopicCases::is_full) {
            return;
        }
        let matters = cases
            .topics
            .iter()
            .zip(others)
            .any(|(topic, other)| differs(cases, topic, clause, part.clause, other));
        if !matters {
            let message = format!("in `{}`, this part of the condition changes nothing", written.id.value);
            let finding = Finding::note("idle-condition", &part.span, message).label("could be left out");
            report.add(finding.on(&written.id.value));
            told.push((part.clause, part.span.clone()));
        }
    }
}

fn inside(span: &Span, whole: &Span) -> bool {
    whole.start <= span.start && span.end <= whole.end
}

/// Whether some case of the topic comes out differently with the other condition.
fn differs(cases: &Cases<'_>, topic: &TopicCases<'_>, clause: &Clause, ix: usize, other: NodeRef) -> bool {
    let Some(condition) = topic.condition(ix).filter(|condition| *condition != other) else { return false };
    let exclusions = cases.policy.parts().exclusions.len();
    topic.concerned(clause).any(|(_, root)| {
        let probes = [topic.probe(condition), topic.probe(other), topic.probe(root)];
        cases.outcomes(&probes, &[]).keys().any(|leaves| match leaves.as_slice() {
            // It would no longer decide, or be cited.
            [Leaf::True, Leaf::False, leaf] => match ix.checked_sub(exclusions) {
                Some(own) => allowance(*leaf) == Some(own),
                None => cites(*leaf, clause),
            },
            // It would decide what a later allowance decides now, or be cited besides or instead.
            [Leaf::False, Leaf::True, leaf] => match ix.checked_sub(exclusions) {
                Some(own) => is_gap(*leaf) || allowance(*leaf).is_some_and(|decides| decides > own),
                None => cites(*leaf, clause) || allowance(*leaf).is_some() || is_weaker(*leaf, clause),
            },
            _ => false,
        })
    })
}

fn is_gap(leaf: Leaf) -> bool {
    leaf == Leaf::Ruling(Ruling::Gap)
}

fn is_weaker(leaf: Leaf, clause: &Clause) -> bool {
    super::leaf::verdict(leaf).is_some_and(|said| said < clause.verdict)
}
