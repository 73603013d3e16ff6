//! Module `properties`: every part of a condition matters: without it, some case would come out
//! differently, or the clause would reach into the cases of another allowance or alternative. So
//! the rows of a table may each be written out whole, and a last "otherwise" may say what it is.

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
        let others: Vec<[NodeRef; 3]> = cases
            .topics
            .iter_mut()
            .map(|topic| {
                let [with, without] = &part.alone;
                [&part.without, with, without].map(|when| topic.put(policy, when))
            })
            .collect();
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
            told.push((part.clause, part.span.clone()));
        }
    }
}

fn inside(span: &Span, whole: &Span) -> bool {
    whole.start <= span.start && span.end <= whole.end
}

/// Whether some case of the topic comes out differently without the part, or the clause would reach
/// into the cases of another row: `[without, alone, alone_without]` as in [`Alternative`].
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
        pairs.iter().enumerate().any(|(nth, pair)| {
            // Mostly the part stands in no `any`, and the second pair is the first.
            let again = nth > 0 && pairs.first() == Some(pair);
            !again && pair_differs(cases, topic, clause, own, *pair, (root, nth > 0))
        })
    })
}

/// Whether a case tells a condition from the same without a part. Of an alternative `alone`, only
/// what it would cover besides counts: what it no longer covers, another alternative may.
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
        // It would no longer decide, or be cited.
        [Leaf::True, Leaf::False, leaf] => {
            !alone
                && match own {
                    Some(own) => allowance(*leaf) == Some(own),
                    None => cites(*leaf, clause),
                }
        }
        // It would decide or be cited there, or would overlap with what decides there now.
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
    super::leaf::verdict(leaf).is_some_and(|said| said < clause.verdict)
}
