//! Module `properties`: every question in a condition can change a decision.

use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use recourse::diagram::{Arena, Node, NodeRef};
use recourse::policy::Policy;
use std::collections::BTreeSet;

pub(super) fn check(policy: &Policy, draft: &PolicyDraft, report: &mut Report<'_>) {
    let mut mentioned: BTreeSet<u8> = BTreeSet::new();
    policy.clauses().for_each(|clause| {
        clause.when.questions(&mut |ix| {
            mentioned.insert(ix);
        })
    });
    let mut matters: BTreeSet<u8> = BTreeSet::new();
    // A question may also matter only for which of several exclusions is cited.
    policy.parts().exclusions.iter().for_each(|clause| {
        clause.when.questions(&mut |ix| {
            matters.insert(ix);
        })
    });
    for topic in &policy.parts().topics {
        if let Some(diagram) = policy.diagram(&topic.id) {
            matters.extend(tested(&diagram.arena, &diagram.roots).1);
        }
    }
    for (ix, question) in draft.questions.iter().enumerate() {
        let ix = u8::try_from(ix).unwrap_or(u8::MAX);
        if mentioned.contains(&ix) && !matters.contains(&ix) {
            let message =
                format!("no decision depends on `{}`, so it is never asked", question.id.value);
            let finding =
                Finding::warning("idle-question", &question.id.span, message).label("never asked");
            report.add(finding.on(&question.id.value));
        }
    }
}

/// The nodes below the roots, and the questions that they test.
pub(crate) fn tested(arena: &Arena, roots: &[NodeRef]) -> (BTreeSet<NodeRef>, BTreeSet<u8>) {
    let (mut nodes, mut questions) = (BTreeSet::new(), BTreeSet::new());
    let mut open: Vec<NodeRef> = roots.to_vec();
    while let Some(at) = open.pop() {
        if !nodes.insert(at) {
            continue;
        }
        if let Node::Test { question, edges } = arena.node(at) {
            questions.insert(*question);
            open.extend(edges);
        }
    }
    (nodes, questions)
}
