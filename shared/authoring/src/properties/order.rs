//! Module `properties`: where a question says which answer is better (`best_first`: more proof,
//! more care), the better answer never gives less. A topic lists its remedies best first: who gets
//! an earlier one for the better answer has lost nothing with a later one.

use super::leaf::{Pair, names, pairs_beside, verdict, word};
use crate::cases::{Cases, Path, TopicCases};
use crate::draft::{PolicyDraft, Spanned};
use crate::finding::{Finding, Report};
use recourse::clause::Verdict;
use recourse::diagram::{Leaf, NodeRef};
use recourse::policy::Policy;
use recourse::question::{Kind, Question};
use recourse::types::RemedyId;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    for ((ix, question), written) in (0u8..).zip(cases.policy.questions()).zip(&draft.questions) {
        let steps = written.best_first.iter().zip(written.best_first.iter().skip(1));
        for (better, worse) in steps {
            let (Some(first), Some(second)) = (region(question, better), region(question, worse))
            else {
                continue;
            };
            for cause in causes(losses(cases, &[vec![(ix, first)], vec![(ix, second)]])) {
                tell(cases, draft, question, [better, worse], &cause)
                    .into_iter()
                    .for_each(|finding| report.add(finding));
            }
        }
    }
}

fn region(question: &Question, answer: &Spanned<String>) -> Option<usize> {
    match (&question.kind, answer.as_str()) {
        (Kind::YesNo, "yes") => Some(0),
        (Kind::YesNo, "no") => Some(1),
        (Kind::Choice { options }, text) => {
            options.iter().position(|option| option.as_str() == text)
        }
        _ => None,
    }
}

/// "Not yet" gives nothing: it is no better than a refusal.
fn gives_less(first: Verdict, second: Verdict) -> bool {
    first > second && second <= Verdict::AskSupport
}

/// Cases in which the better answer gives less.
struct Loss<'a> {
    pair: Pair<'a>,
    /// With the better answer and with the worse.
    verdicts: [Verdict; 2],
    /// The clauses that decide, likewise.
    clauses: [Vec<usize>; 2],
}

/// One loss for each pair of deciding clauses.
fn losses<'a>(cases: &'a Cases<'_>, answers: &[Path; 2]) -> Vec<Loss<'a>> {
    let question =
        answers.first().and_then(|path| path.first()).map_or(0, |(question, _)| *question);
    let mut found: BTreeMap<[Vec<usize>; 2], Loss<'a>> = BTreeMap::new();
    for topic in &cases.topics {
        for at in topic.remedies_by(question) {
            let earlier = earlier_remedies(topic, at.0, question);
            pairs_beside(cases, (topic, at.0, at.1), &earlier, answers, &mut |pair, beside| {
                let Some(verdicts) =
                    pair.verdicts().filter(|[first, second]| gives_less(*first, *second))
                else {
                    return;
                };
                if !beside.iter().any(|leaves| makes_good(*leaves, verdicts)) {
                    let clauses = pair.deciding(cases.policy);
                    found.entry(clauses.clone()).or_insert(Loss { pair, verdicts, clauses });
                }
            });
        }
    }
    found.into_values().collect()
}

/// The diagrams of the remedies that the topic lists before one, as far as they look at the
/// question.
fn earlier_remedies(topic: &TopicCases<'_>, remedy: &RemedyId, question: u8) -> Vec<NodeRef> {
    let before: Vec<_> = topic.topic.remedies.iter().take_while(|other| *other != remedy).collect();
    let all = topic.remedies_by(question).filter(|(other, _)| before.contains(other));
    all.map(|(_, root)| root).collect()
}

/// Whether an earlier remedy is won with the better answer, as surely as the later one was had
/// without it.
fn makes_good(leaves: [Leaf; 2], [_, lost]: [Verdict; 2]) -> bool {
    let [Some(better), Some(worse)] = leaves.map(verdict) else { return false };
    gives_less(worse, better) && better <= lost
}

/// Losses of one cause: a clause that takes part in all of them.
struct Cause<'a> {
    clause: usize,
    losses: Vec<Loss<'a>>,
}

/// Losses by the clause that takes part in most of them, then in most of the rest.
fn causes(mut losses: Vec<Loss<'_>>) -> Vec<Cause<'_>> {
    let mut all = Vec::new();
    while !losses.is_empty() {
        let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
        for clause in losses.iter().flat_map(|loss| loss.clauses.iter().flatten()) {
            let count = parts.entry(*clause).or_default();
            *count = count.saturating_add(1);
        }
        let most = parts.into_iter().rev().max_by_key(|(_, count)| *count);
        // A loss without a clause is a gap, which is told as such.
        let Some((clause, _)) = most else { break };
        let takes_part =
            |loss: &Loss<'_>| loss.clauses.iter().flatten().any(|other| *other == clause);
        let (mine, rest) = losses.into_iter().partition(takes_part);
        losses = rest;
        all.push(Cause { clause, losses: mine });
    }
    all
}

const HELP: &str = "give at least as much where the better answer is given, or take it out of \
    `best_first`; a topic lists its remedies best first";

/// The finding of a cause, with the shopper who loses most.
fn tell(
    cases: &Cases<'_>,
    draft: &PolicyDraft,
    question: &Question,
    [better, worse]: [&Spanned<String>; 2],
    cause: &Cause<'_>,
) -> Option<Finding> {
    let remedies: BTreeSet<String> =
        cause.losses.iter().map(|loss| format!("`{}`", loss.pair.remedy)).collect();
    let message = format!(
        "`{}` = {} is worse than {}: {} is {}, and {}",
        question.id,
        better.value,
        worse.value,
        remedies.into_iter().collect::<Vec<_>>().join(" or "),
        said(cases.policy, cause, 0),
        said(cases.policy, cause, 1),
    );
    let most = cause.losses.iter().rev().max_by_key(|loss| {
        let [first, second] = loss.verdicts;
        (first, std::cmp::Reverse(second))
    })?;
    let witness = cases.shopper(most.pair.topic.topic, &most.pair.path);
    let finding =
        placed(draft, cause.clause, most, message)?.related(&better.span, "said to be better");
    Some(finding.witness(witness).help(HELP))
}

/// A finding at the clause of a cause, beside the clause that decides with the other answer.
fn placed(draft: &PolicyDraft, clause: usize, loss: &Loss<'_>, message: String) -> Option<Finding> {
    let written = draft.clauses().nth(clause)?;
    let [less, more] = &loss.clauses;
    let (label, others, other_label) = if less.contains(&clause) {
        ("gives less", more, "gives more")
    } else {
        ("gives more", less, "gives less")
    };
    let finding = Finding::warning("worse-with-proof", &written.id.span, message).label(label);
    let finding = finding.on(&written.id.value);
    match others.first().and_then(|clause| draft.clauses().nth(*clause)) {
        Some(other) => Some(finding.related(&other.id.span, other_label)),
        None => Some(finding),
    }
}

/// What is said with one of the two answers, by which clauses.
fn said(policy: &Policy, cause: &Cause<'_>, answer: usize) -> String {
    let mut clauses: BTreeMap<Verdict, BTreeSet<String>> = BTreeMap::new();
    for loss in &cause.losses {
        if let Some((verdict, ids)) = loss.verdicts.get(answer).zip(loss.clauses.get(answer)) {
            clauses.entry(*verdict).or_default().insert(names(policy, ids));
        }
    }
    let by = |(verdict, names): (Verdict, BTreeSet<String>)| {
        format!("{} by {}", word(verdict), names.into_iter().collect::<Vec<_>>().join(" or "))
    };
    clauses.into_iter().map(by).collect::<Vec<_>>().join(" or ")
}
