//! Module `properties`: every part of a condition matters: without it, a case would be decided
//! differently, or the clause would apply to cases of another allowance or alternative. This allows
//! complete conditions in every row of a table, and a last "otherwise" with a condition of its own.

use super::leaf::{allowance, cites, verdict};
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
    let mut reported: Vec<(usize, Span)> = Vec::new();
    for part in alternatives {
        // A part of a part that is reported already is not reported again.
        let is_reported =
            |(clause, span): &(usize, Span)| *clause == part.clause && is_inside(&part.span, span);
        if reported.iter().any(is_reported) {
            continue;
        }
        let policy = cases.policy;
        let Some((clause, written)) = policy.clauses().zip(draft.clauses()).nth(part.clause) else {
            continue;
        };
        let others = insert_conditions(cases, part);
        if cases.topics.iter().any(TopicCases::is_full) {
            return;
        }
        let matters = cases
            .topics
            .iter()
            .zip(others)
            .any(|(topic, others)| differs(cases, topic, clause, part.clause, others));
        if !matters {
            let message =
                format!("in `{}`, this part of the condition changes nothing", written.id.value);
            let finding =
                Finding::note("idle-condition", &part.span, message).label("could be left out");
            report.add(finding.on(&written.id.value));
            reported.push((part.clause, part.span.clone()));
        }
    }
}

/// Inserts the conditions of a part into each topic: `[without, alone, alone_without]`.
fn insert_conditions(cases: &mut Cases<'_>, part: &Alternative) -> Vec<[NodeRef; 3]> {
    let policy = cases.policy;
    let [with, without] = &part.alone;
    let insert = |topic: &mut TopicCases<'_>| {
        [&part.without, with, without].map(|when| topic.insert_condition(policy, when))
    };
    cases.topics.iter_mut().map(insert).collect()
}

fn is_inside(span: &Span, outer: &Span) -> bool {
    outer.start <= span.start && span.end <= outer.end
}

/// Whether a case of the topic is decided differently without the part, or the clause would apply
/// to cases of another row. The nodes are `[without, alone, alone_without]` as in [`Alternative`].
fn differs(
    cases: &Cases<'_>,
    topic: &TopicCases<'_>,
    clause: &Clause,
    ix: usize,
    [without, alone, alone_without]: [NodeRef; 3],
) -> bool {
    let Some(condition) = topic.condition(ix) else { return false };
    let pairs = [[condition, without], [alone, alone_without]];
    let own = ix.checked_sub(cases.policy.parts().exclusions.len());
    topic.concerned(clause).any(|(_, root)| {
        pairs.iter().enumerate().any(|(index, pair)| {
            // If the part is not within an `any`, the second pair equals the first.
            let is_repeated = index > 0 && pairs.first() == Some(pair);
            !is_repeated && pair_differs(cases, topic, clause, own, *pair, (root, index > 0))
        })
    })
}

/// Whether a case distinguishes a condition from the same condition without a part. For an
/// alternative `alone`, only the cases that it would cover in addition count: those that it no
/// longer covers may be covered by another alternative.
fn pair_differs(
    cases: &Cases<'_>,
    topic: &TopicCases<'_>,
    clause: &Clause,
    own: Option<usize>,
    [with, without]: [NodeRef; 2],
    (root, alone): (NodeRef, bool),
) -> bool {
    if with == without {
        return false;
    }
    let probes = [with, without, root].map(|root| topic.probe(root));
    cases.outcomes(&probes, &[]).keys().any(|leaves| match leaves.as_slice() {
        // The clause would no longer decide, or be cited.
        [Leaf::True, Leaf::False, leaf] => {
            !alone
                && match own {
                    Some(own) => allowance(*leaf) == Some(own),
                    None => cites(*leaf, clause),
                }
        }
        // The clause would decide or be cited, or would overlap with the clause that decides.
        [Leaf::False, Leaf::True, leaf] => match own {
            Some(_) => is_gap(*leaf) || allowance(*leaf).is_some(),
            None => cites(*leaf, clause) || allowance(*leaf).is_some() || is_weaker(*leaf, clause),
        },
        _ => false,
    })
}

fn is_gap(leaf: Leaf) -> bool {
    leaf == Leaf::Ruling(Ruling::Gap)
}

fn is_weaker(leaf: Leaf, clause: &Clause) -> bool {
    verdict(leaf).is_some_and(|decided| decided < clause.verdict)
}
