//! Room `properties`: every clause decides, or is cited in, some case.

use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use recourse::clause::{Clause, Topic, Verdict};
use recourse::diagram::{Leaf, Ruling};
use recourse::policy::Policy;
use recourse::words::{RemedyId, TopicId};

pub(super) fn check(policy: &Policy, draft: &PolicyDraft, report: &mut Report<'_>) {
    let parts = policy.parts();
    let exclusions = parts.exclusions.iter().zip(&draft.exclusions).map(|pair| (pair, None));
    let allowances = parts.allowances.iter().zip(&draft.allowances).enumerate();
    for ((clause, written), ix) in exclusions.chain(allowances.map(|(ix, pair)| (pair, Some(ix)))) {
        let spoken: Vec<(&Topic, &RemedyId)> = spoken(policy, clause).collect();
        let alive = |topic: &Topic, remedy: &RemedyId| match ix {
            Some(ix) => decides(policy, ix, topic, remedy),
            None => is_cited(policy, clause, topic, remedy),
        };
        let living: Vec<_> = spoken.iter().filter(|(topic, remedy)| alive(topic, remedy)).collect();
        if living.is_empty() {
            report.add(dead(written.id.as_str(), &written.id.span, ix.is_some()));
            continue;
        }
        // Topics that were not named are only where the remedies happen to be decided.
        let named = if written.topics.is_some() { clause.topics.as_slice() } else { &[] };
        for topic in named.iter().filter(|topic| !living.iter().any(|(alive, _)| alive.id == **topic)) {
            report.add(idle(written.id.as_str(), &written.id.span, topic));
        }
    }
}

/// Every topic and remedy that the clause speaks of.
fn spoken<'a>(policy: &'a Policy, clause: &'a Clause) -> impl Iterator<Item = (&'a Topic, &'a RemedyId)> {
    let topics = policy.parts().topics.iter();
    topics.flat_map(move |topic| {
        topic
            .remedies
            .iter()
            .filter(move |remedy| clause.concerns(topic, remedy))
            .map(move |remedy| (topic, remedy))
    })
}

fn decides(policy: &Policy, ix: usize, topic: &Topic, remedy: &RemedyId) -> bool {
    let Some(diagram) = policy.diagram(&topic.id) else { return false };
    let mine = |leaf: Leaf| match leaf {
        Leaf::Ruling(Ruling::Allowed { clause, .. } | Ruling::Statute { clause: Some(clause) }) => {
            usize::from(clause) == ix
        }
        _ => false,
    };
    root_of(topic, remedy)
        .and_then(|at| diagram.roots.get(at))
        .is_some_and(|root| diagram.arena.witness(*root, &mine).is_some())
}

/// Whether the condition holds in a case that no stronger exclusion takes.
fn is_cited(policy: &Policy, clause: &Clause, topic: &Topic, remedy: &RemedyId) -> bool {
    let Some(mut diagram) = policy.diagram(&topic.id).cloned() else { return false };
    let Some(root) = root_of(topic, remedy).and_then(|at| diagram.roots.get(at).copied()) else {
        return false;
    };
    let test = diagram.put_condition(policy.questions(), &clause.when);
    let elsewhere = diagram.arena.put_leaf(Leaf::False);
    let within = diagram.arena.choose(test, root, elsewhere);
    let mine = |leaf: Leaf| match leaf {
        Leaf::Ruling(Ruling::Excluded(verdict)) => verdict == clause.verdict,
        Leaf::Ruling(Ruling::Statute { clause: None }) => clause.verdict == Verdict::Refused,
        _ => false,
    };
    diagram.arena.witness(within, &mine).is_some()
}

fn root_of(topic: &Topic, remedy: &RemedyId) -> Option<usize> {
    topic.remedies.iter().position(|known| known == remedy)
}

fn dead(id: &str, span: &crate::finding::Span, allowance: bool) -> Finding {
    let help = if allowance {
        "an earlier allowance or an exclusion takes every such case: move it up, or take it out"
    } else {
        "its condition never holds where no stronger exclusion does: correct it, or take it out"
    };
    Finding::error("dead-clause", span, format!("`{id}` never decides anything")).label("dead").help(help)
}

fn idle(id: &str, span: &crate::finding::Span, topic: &TopicId) -> Finding {
    let message = format!("`{id}` never decides anything in the topic `{topic}`");
    Finding::warning("idle-clause", span, message)
        .label("idle there")
        .help("name only the topics where it matters, with `topics = [..]`")
}
