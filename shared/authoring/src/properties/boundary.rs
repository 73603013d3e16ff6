//! Module `properties`: the boundary table: every limit and amount at which a remedy changes, with
//! the decisions on the day (or the amount) before, on and after it, made by the code that shoppers
//! use. A check compares them with the diagrams: what is granted on the last day is not granted on
//! the next.

use super::leaf::{Pair, pairs, verdict, verdict_word};
use crate::cases::{Cases, Shopper, ShopperBuilder};
use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use recourse::clause::Verdict;
use recourse::decide::{Decision, RemedyDecision, Status, decide};
use recourse::policy::Policy;
use recourse::question::{Facts, Kind, Question, Situation};
use recourse::region::{label, value_regions};
use recourse::types::{Amount, Day, Texts, TopicId};
use serde::Serialize;

/// A row of the boundary table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Boundary {
    /// The remedy that changes.
    pub remedy: String,
    /// The question with the limit or amount.
    pub question: String,
    /// The last region before the change, for example `within 30 days` or `under 100.00`.
    pub last: String,
    /// An example shopper on the boundary.
    pub shopper: Shopper,
    /// The decisions on the day (or the amount, one minor unit apart) before it, on it and after
    /// it.
    pub edges: [Edge; 3],
}

/// The decision next to a boundary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// The amount; absent if the boundary is a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// The verdict; absent if it depends on another question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// The clauses that are cited.
    pub clauses: Vec<String>,
    /// The last day that the shopper is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<String>,
}

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    check_against(cases, cases.policy, draft, report);
}

/// Compares the diagrams of the cases with the decisions of a policy.
fn check_against(cases: &Cases<'_>, policy: &Policy, draft: &PolicyDraft, report: &mut Report<'_>) {
    each_row(cases, policy, &mut |pair, row| {
        let expected = pair.leaves.map(verdict);
        let error = day_error(&row, expected).or_else(|| amount_error(&row, expected));
        let Some(message) = error else { return };
        let question = draft.questions.iter().find(|question| question.id.value == row.question);
        let span = question.map_or(0..0, |question| question.id.span.clone());
        let finding = Finding::error("wrong-deadline", &span, message).label("its limit");
        report.add(finding.on(&row.question).witness(row.shopper));
    });
}

/// The boundary table of a policy, for shoppers who ask on days around `today`.
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
    let mut cases = Cases::of(policy, ShopperBuilder { today, texts });
    cases.topics.retain(|other| topic.is_none_or(|topic| other.topic.id == *topic));
    let mut table = Vec::new();
    each_row(&cases, policy, &mut |_, row| table.push(row));
    table
}

/// Calls `see` with every row, and with the two cases on either side of the boundary.
fn each_row(cases: &Cases<'_>, policy: &Policy, see: &mut dyn FnMut(&Pair<'_>, Boundary)) {
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
    let shopper = cases.shoppers.shopper_on_last_day(
        cases.policy,
        &cases.calendars,
        pair.topic.topic,
        &pair.path,
        pair.question,
    )?;
    let [region, _] = pair.regions;
    let edges = match &question.kind {
        Kind::Money { tops, .. } => {
            let top = *tops.get(region)?;
            [-1, 0, 1].map(|units| match top.plus(units) {
                Some(amount) => edge_at_amount(policy, &shopper, question, amount, pair),
                None => UNDECIDED,
            })
        }
        _ => [-1, 0, 1]
            .map(|days| edge_on_day(policy, &shopper, shopper.today.plus_days(days), pair)),
    };
    Some(Boundary {
        remedy: pair.remedy.to_string(),
        question: question.id.to_string(),
        last: label(question, region),
        shopper,
        edges,
    })
}

/// An edge without a decision.
const UNDECIDED: Edge = Edge { amount: None, verdict: None, clauses: Vec::new(), last_day: None };

/// The decision for the shopper with another amount.
fn edge_at_amount(
    policy: &Policy,
    shopper: &Shopper,
    question: &Question,
    amount: Amount,
    pair: &Pair<'_>,
) -> Edge {
    let mut other = shopper.clone();
    other.facts.insert(question.id.to_string(), amount.to_string());
    let edge = edge_on_day(policy, &other, other.today, pair);
    Edge { amount: Some(amount.to_string()), ..edge }
}

/// The decision for the shopper on another day.
fn edge_on_day(policy: &Policy, shopper: &Shopper, today: Day, pair: &Pair<'_>) -> Edge {
    let facts = shopper.facts.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    let Ok(facts) = Facts::parse(policy.questions(), facts, today) else { return UNDECIDED };
    let decision = decide(policy, &Situation { topic: shopper.topic.clone(), facts, today });
    match decided_remedy(&decision, pair) {
        Some(remedy) => Edge {
            amount: None,
            verdict: Some(remedy.verdict),
            clauses: remedy.clauses.iter().map(ToString::to_string).collect(),
            last_day: remedy.last_day.map(|day| day.to_string()),
        },
        None => UNDECIDED,
    }
}

fn decided_remedy<'a>(decision: &'a Decision, pair: &Pair<'_>) -> Option<&'a RemedyDecision> {
    if decision.status != Status::Decided {
        return None;
    }
    decision.remedies.iter().find(|remedy| remedy.remedy == *pair.remedy)
}

/// The error of a row about an amount: the decision at the region's largest amount, or at the next
/// amount, differs from the diagram.
fn amount_error(row: &Boundary, expected: [Option<Verdict>; 2]) -> Option<String> {
    let Boundary { remedy, question, edges: [_, on, after], .. } = row;
    let error = |edge: &Edge, expected: Option<Verdict>| {
        let amount = edge.amount.as_ref()?;
        let (decided, expected) = (verdict_word(edge.verdict?), verdict_word(expected?));
        (decided != expected).then(|| {
            format!(
                "`{remedy}` at `{question}` = {amount} is decided `{decided}`, \
                 and the clauses say `{expected}`"
            )
        })
    };
    let [within, beyond] = expected;
    error(on, within).or_else(|| error(after, beyond))
}

/// The error of a row about a day: the decision on that day differs from the diagram, or the last
/// day is another one.
fn day_error(row: &Boundary, expected: [Option<Verdict>; 2]) -> Option<String> {
    let ([_, on, after], [expected, _]) = (&row.edges, expected);
    if on.amount.is_some() {
        return None;
    }
    let place = format!("`{}` on the last day of `{}` = {}", row.remedy, row.question, row.last);
    if on.verdict.is_some() && expected.is_some() && on.verdict != expected {
        return Some(format!("{place} is decided otherwise than the clauses say"));
    }
    let (Some(verdict), Some(next)) = (on.verdict, after.verdict) else { return None };
    let ends = verdict.is_open() && next > verdict;
    let today = row.shopper.today.to_string();
    if ends && row.last.contains("within") && on.last_day.as_ref() != Some(&today) {
        let shown = on.last_day.as_deref().unwrap_or("no last day");
        return Some(format!("{place} ends that day, and the shopper is told {shown}"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{compile, draft, load};
    use std::path::Path;

    /// The policy with every kind of question, and the same with its amounts reduced by one minor
    /// unit.
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
    fn boundary_finds_an_amount_that_is_decided_differently_from_the_clauses() {
        let (text, policy, moved) = policies();
        let mut report = Report::new("policy.toml");
        let draft = draft::read_policy(&text, &mut report).unwrap();
        let texts = Texts::default();
        let cases =
            Cases::of(&policy, ShopperBuilder { today: policy.parts().as_of, texts: &texts });
        check(&cases, &draft, &mut report);
        assert_eq!(report.found, [], "the policy decides as its clauses say");
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
