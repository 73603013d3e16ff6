//! Module `properties`: if a question ranks its answers (`best_first`: more proof, more care), a
//! better answer never gives less. A topic lists its remedies best first: a shopper who gets an
//! earlier remedy for the better answer loses nothing with a later one.

use super::leaf::{Pair, clause_names, pairs_beside, verdict, verdict_word};
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
        let ranks = written.best_first.iter().zip(written.best_first.iter().skip(1));
        for (better, worse) in ranks {
            let (Some(first), Some(second)) = (region(question, better), region(question, worse))
            else {
                continue;
            };
            for cause in causes(losses(cases, &[vec![(ix, first)], vec![(ix, second)]])) {
                if let Some(finding) = finding(cases, draft, question, [better, worse], &cause) {
                    report.add(finding);
                }
            }
        }
    }
}

/// The region of an answer in `best_first`.
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

/// Whether the first verdict gives less than the second. "Not yet" is no better than a refusal.
fn gives_less(first: Verdict, second: Verdict) -> bool {
    first > second && second <= Verdict::AskSupport
}

/// A case in which the better answer gives less.
struct Loss<'a> {
    pair: Pair<'a>,
    /// The verdicts with the better answer and with the worse one.
    verdicts: [Verdict; 2],
    /// The clauses that decide with the better answer and with the worse one.
    clauses: [Vec<usize>; 2],
}

/// One loss for each pair of deciding clauses.
fn losses<'a>(cases: &'a Cases<'_>, answers: &[Path; 2]) -> Vec<Loss<'a>> {
    let question =
        answers.first().and_then(|path| path.first()).map_or(0, |(question, _)| *question);
    let mut found: BTreeMap<[Vec<usize>; 2], Loss<'a>> = BTreeMap::new();
    for topic in &cases.topics {
        for (remedy, root) in topic.remedies_testing(question) {
            let earlier = earlier_remedies(topic, remedy, question);
            pairs_beside(cases, (topic, remedy, root), &earlier, answers, &mut |pair, beside| {
                let Some(verdicts) = pair.verdicts() else { return };
                let [first, second] = verdicts;
                if !gives_less(first, second)
                    || beside.iter().any(|leaves| compensates(*leaves, verdicts))
                {
                    return;
                }
                let clauses = pair.deciding_clauses(cases.policy);
                found.entry(clauses.clone()).or_insert(Loss { pair, verdicts, clauses });
            });
        }
    }
    found.into_values().collect()
}

/// The diagrams of the remedies that the topic lists before this one, if they test the question.
fn earlier_remedies(topic: &TopicCases<'_>, remedy: &RemedyId, question: u8) -> Vec<NodeRef> {
    let before: Vec<_> = topic.topic.remedies.iter().take_while(|other| *other != remedy).collect();
    let earlier = topic.remedies_testing(question).filter(|(other, _)| before.contains(other));
    earlier.map(|(_, root)| root).collect()
}

/// Whether an earlier remedy is gained with the better answer, with a verdict at least as good as
/// the one that is lost.
fn compensates(leaves: [Leaf; 2], [_, lost]: [Verdict; 2]) -> bool {
    let [Some(better), Some(worse)] = leaves.map(verdict) else { return false };
    gives_less(worse, better) && better <= lost
}

/// Losses with a common cause: a clause that is involved in all of them.
struct Cause<'a> {
    clause: usize,
    losses: Vec<Loss<'a>>,
}

/// Groups losses by the clause that is involved in most of them, then in most of the others.
fn causes(mut losses: Vec<Loss<'_>>) -> Vec<Cause<'_>> {
    let mut causes = Vec::new();
    while !losses.is_empty() {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for clause in losses.iter().flat_map(|loss| loss.clauses.iter().flatten()) {
            let count = counts.entry(*clause).or_default();
            *count = count.saturating_add(1);
        }
        let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
        // A loss without a clause is a gap, which has a finding of its own.
        let Some((clause, _)) = most else { break };
        let is_involved =
            |loss: &Loss<'_>| loss.clauses.iter().flatten().any(|other| *other == clause);
        let (own, others) = losses.into_iter().partition(is_involved);
        losses = others;
        causes.push(Cause { clause, losses: own });
    }
    causes
}

const HELP: &str = "give at least as much where the better answer is given, or take it out of \
    `best_first`; a topic lists its remedies best first";

/// The finding of a cause, with the shopper who loses most.
fn finding(
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
        outcome_text(cases.policy, cause, 0),
        outcome_text(cases.policy, cause, 1),
    );
    let most = cause.losses.iter().rev().max_by_key(|loss| {
        let [first, second] = loss.verdicts;
        (first, std::cmp::Reverse(second))
    })?;
    let witness = cases.shopper(most.pair.topic.topic, &most.pair.path);
    let finding = finding_at_clause(draft, cause.clause, most, message)?;
    Some(finding.related(&better.span, "said to be better").witness(witness).help(HELP))
}

/// A finding at the clause of a cause, with the clause that decides for the other answer.
fn finding_at_clause(
    draft: &PolicyDraft,
    clause: usize,
    loss: &Loss<'_>,
    message: String,
) -> Option<Finding> {
    let written = draft.clauses().nth(clause)?;
    let [less, more] = &loss.clauses;
    let (label, others, other_label) = if less.contains(&clause) {
        ("gives less", more, "gives more")
    } else {
        ("gives more", less, "gives less")
    };
    let finding = Finding::warning("worse-with-proof", &written.id.span, message)
        .label(label)
        .on(&written.id.value);
    match others.first().and_then(|clause| draft.clauses().nth(*clause)) {
        Some(other) => Some(finding.related(&other.id.span, other_label)),
        None => Some(finding),
    }
}

/// The verdicts for one of the two answers, with the clauses that decide them.
fn outcome_text(policy: &Policy, cause: &Cause<'_>, answer: usize) -> String {
    let mut clauses: BTreeMap<Verdict, BTreeSet<String>> = BTreeMap::new();
    for loss in &cause.losses {
        if let Some((verdict, ids)) = loss.verdicts.get(answer).zip(loss.clauses.get(answer)) {
            clauses.entry(*verdict).or_default().insert(clause_names(policy, ids));
        }
    }
    let by = |(verdict, names): (Verdict, BTreeSet<String>)| {
        let alternatives = names.into_iter().collect::<Vec<_>>().join(" or ");
        format!("{} by {alternatives}", verdict_word(verdict))
    };
    clauses.into_iter().map(by).collect::<Vec<_>>().join(" or ")
}
