//! Module `properties`: the boundary table: every limit and amount at which a remedy changes, with
//! the day (or the smallest unit of the currency) before, on and after it, decided by the very code
//! that shoppers meet. Deadlines are exact: given that day, not on the next.

use super::leaf::{Pair, pairs, verdict, word};
use crate::cases::{Cases, Shopper, Speaker};
use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use recourse::clause::Verdict;
use recourse::decide::{Decision, RemedyDecision, Status, decide};
use recourse::policy::Policy;
use recourse::question::{Facts, Kind, Question, Situation};
use recourse::region::{label, value_regions};
use recourse::types::{Amount, Day, Texts, TopicId};
use serde::Serialize;

/// One line of the boundary table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Boundary {
    /// The remedy that changes.
    pub remedy: String,
    /// The question whose limit or amount it is.
    pub question: String,
    /// The last region before the change, for example `within 30 days` or `under 100.00`.
    pub last: String,
    /// One shopper who stands exactly on it.
    pub shopper: Shopper,
    /// The day (or the smallest unit of the currency) before, on it, and after it.
    pub edges: [Edge; 3],
}

/// What is decided beside a boundary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// The amount; absent where it is a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// The verdict; absent where another question matters there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// The clauses cited.
    pub clauses: Vec<String>,
    /// The last valid day that the shopper is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<String>,
}

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    check_against(cases, cases.policy, draft, report);
}

/// Compares what the diagrams of the cases say with what a policy decides.
fn check_against(cases: &Cases<'_>, policy: &Policy, draft: &PolicyDraft, report: &mut Report<'_>) {
    rows(cases, policy, &mut |pair, row| {
        let expected = pair.leaves.map(verdict);
        if let Some(message) = wrong(&row, expected).or_else(|| wrong_amount(&row, expected)) {
            let at = draft.questions.iter().find(|question| question.id.value == row.question);
            let span = at.map_or(0..0, |question| question.id.span.clone());
            let finding = Finding::error("wrong-deadline", &span, message).label("its limit");
            report.add(finding.on(&row.question).witness(row.shopper));
        }
    });
}

/// The boundary table of a policy, for shoppers who ask around a day.
#[must_use]
pub fn boundaries(policy: &Policy, texts: &Texts, today: Day) -> Vec<Boundary> {
    boundaries_of(policy, texts, today, None)
}

/// The boundary table of one topic, or of all.
pub(crate) fn boundaries_of(
    policy: &Policy,
    texts: &Texts,
    today: Day,
    topic: Option<&TopicId>,
) -> Vec<Boundary> {
    let mut cases = Cases::of(policy, Speaker { today, texts });
    cases.topics.retain(|other| topic.is_none_or(|topic| other.topic.id == *topic));
    let mut table = Vec::new();
    rows(&cases, policy, &mut |_, row| table.push(row));
    table
}

fn rows(cases: &Cases<'_>, policy: &Policy, see: &mut dyn FnMut(&Pair<'_>, Boundary)) {
    for (ix, question) in (0u8..).zip(cases.policy.questions()) {
        if !matches!(question.kind, Kind::Date { .. } | Kind::Money { .. }) {
            continue;
        }
        for region in 1..value_regions(&question.kind) {
            pairs(cases, ix, [region.saturating_sub(1), region], &mut |pair| {
                if let Some(row) = row(cases, policy, &pair) {
                    see(&pair, row);
                }
            });
        }
    }
}

fn row(cases: &Cases<'_>, policy: &Policy, pair: &Pair<'_>) -> Option<Boundary> {
    let question = cases.policy.questions().get(usize::from(pair.question))?;
    let shopper = cases.speaker.on_the_edge(
        cases.policy,
        &cases.calendars,
        pair.topic.topic,
        &pair.path,
        pair.question,
    )?;
    let edges = match &question.kind {
        Kind::Money { tops, .. } => {
            let [region, _] = pair.regions;
            let top = *tops.get(region)?;
            [-1, 0, 1].map(|units| match top.plus(units) {
                Some(amount) => amount_edge(policy, &shopper, question, amount, pair),
                None => nothing(),
            })
        }
        _ => [-1, 0, 1].map(|days| edge(policy, &shopper, shopper.today.plus_days(days), pair)),
    };
    let [region, _] = pair.regions;
    Some(Boundary {
        remedy: pair.remedy.to_string(),
        question: question.id.to_string(),
        last: label(question, region),
        shopper,
        edges,
    })
}

fn nothing() -> Edge {
    Edge { amount: None, verdict: None, clauses: Vec::new(), last_day: None }
}

/// The same shopper with another amount.
fn amount_edge(
    policy: &Policy,
    shopper: &Shopper,
    question: &Question,
    amount: Amount,
    pair: &Pair<'_>,
) -> Edge {
    let mut other = shopper.clone();
    other.facts.insert(question.id.to_string(), amount.to_string());
    Edge { amount: Some(amount.to_string()), ..edge(policy, &other, other.today, pair) }
}

fn edge(policy: &Policy, shopper: &Shopper, today: Day, pair: &Pair<'_>) -> Edge {
    let facts = shopper.facts.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    let Ok(facts) = Facts::parse(policy.questions(), facts, today) else { return nothing() };
    let decision = decide(policy, &Situation { topic: shopper.topic.clone(), facts, today });
    match of_remedy(&decision, pair) {
        Some(remedy) => Edge {
            amount: None,
            verdict: Some(remedy.verdict),
            clauses: remedy.clauses.iter().map(ToString::to_string).collect(),
            last_day: remedy.last_day.map(|day| day.to_string()),
        },
        None => nothing(),
    }
}

fn of_remedy<'a>(decision: &'a Decision, pair: &Pair<'_>) -> Option<&'a RemedyDecision> {
    let decided = decision.status == Status::Decided;
    decision.remedies.iter().find(|remedy| decided && remedy.remedy == *pair.remedy)
}

/// What is wrong with a line about an amount: the code decides otherwise than the diagram at the
/// largest amount of the region, or at the next one.
fn wrong_amount(row: &Boundary, expected: [Option<Verdict>; 2]) -> Option<String> {
    let [_, on, after] = &row.edges;
    let differs = |(edge, expected): (&Edge, Option<Verdict>)| {
        let (amount, said, expected) = (edge.amount.as_ref()?, edge.verdict?, expected?);
        let (said, wanted) = (word(said), word(expected));
        let told = format!("`{}` at `{}` = {amount} is decided `{said}`", row.remedy, row.question);
        (said != wanted).then(|| format!("{told}, and the clauses say `{wanted}`"))
    };
    let [within, beyond] = expected;
    differs((on, within)).or_else(|| differs((after, beyond)))
}

/// What is wrong with a line about a day: the code decides otherwise than the diagram on the day
/// itself, or names another last day.
fn wrong(row: &Boundary, expected: [Option<Verdict>; 2]) -> Option<String> {
    let ([_, on, after], [before_change, _]) = (&row.edges, expected);
    if on.amount.is_some() {
        return None;
    }
    let place = format!("`{}` on the last day of `{}` = {}", row.remedy, row.question, row.last);
    if on.verdict.is_some() && before_change.is_some() && on.verdict != before_change {
        return Some(format!("{place} is decided otherwise than the clauses say"));
    }
    let open = on.verdict.filter(|verdict| verdict.is_open());
    let ends = open.zip(after.verdict).is_some_and(|(on, after)| after > on);
    let today = row.shopper.today.to_string();
    if ends && row.last.contains("within") && on.last_day.as_ref() != Some(&today) {
        let told = on.last_day.as_deref().unwrap_or("no last day");
        return Some(format!("{place} ends that day, and the shopper is told {told}"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{compile, draft, load};
    use std::path::Path;

    /// The policy with every kind of question, and the same with its amount moved by one unit.
    fn policies() -> (String, Policy, Policy) {
        let kitchen = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kitchen-sink");
        let files = load(&kitchen.join("policies"), &kitchen.join("statutes"), "kitchen").unwrap();
        let policy = compile(&files).unwrap().policy;
        let mut parts = policy.parts().clone();
        for question in &mut parts.questions {
            if let Kind::Money { tops, .. } = &mut question.kind {
                tops.iter_mut().for_each(|top| *top = top.plus(-1).unwrap());
            }
        }
        (files.policy.1, policy, Policy::new(parts).unwrap())
    }

    #[test]
    fn boundary_finds_an_amount_that_is_decided_otherwise_than_the_clauses_say() {
        let (text, policy, moved) = policies();
        let mut report = Report::new("policy.toml");
        let draft = draft::read_policy(&text, &mut report).unwrap();
        let texts = Texts::default();
        let cases = Cases::of(&policy, Speaker { today: policy.parts().as_of, texts: &texts });
        check(&cases, &draft, &mut report);
        assert_eq!(report.found, [], "the policy itself decides what its clauses say");
        check_against(&cases, &moved, &draft, &mut report);
        let finding =
            report.found.iter().find(|finding| finding.message.contains("`price` = 99.99"));
        let finding = finding.unwrap_or_else(|| panic!("{:?}", report.found));
        assert_eq!((finding.code, finding.severity), ("wrong-deadline", crate::Severity::Error));
        assert_eq!(finding.on.as_deref(), Some("price"));
        assert!(finding.message.contains("and the clauses say"), "{}", finding.message);
    }

    #[test]
    fn boundary_has_the_amounts_before_on_and_after() {
        let (_, policy, _) = policies();
        let table = boundaries(&policy, &Texts::default(), policy.parts().as_of);
        let row = table.iter().find(|row| row.question == "price").unwrap();
        let amounts = row.edges.each_ref().map(|edge| edge.amount.as_deref());
        assert_eq!(amounts, [Some("99.98"), Some("99.99"), Some("100.00")]);
        let [before, on, after] = row.edges.each_ref().map(|edge| edge.verdict);
        assert!(before == on && on != after, "{row:?}");
    }
}
