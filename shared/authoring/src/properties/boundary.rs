//! Room `properties`: the boundary table: every limit and amount at which a remedy changes, with the day (or cent) before,
//! on and after it, decided by the very code that shoppers meet. Deadlines are exact: given that day, not on the next.

use super::leaf::{Pair, pairs, verdict};
use crate::cases::{Cases, Shopper, Speaker};
use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use recourse::clause::Verdict;
use recourse::decide::{Decision, RemedyDecision, Status, decide};
use recourse::policy::Policy;
use recourse::question::{Facts, Kind, Situation};
use recourse::region::{label, value_regions};
use recourse::words::{Amount, Day, Texts, TopicId};
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
    /// The day (or cent) before, on it, and after it.
    pub edges: [Edge; 3],
}

/// What is decided beside a boundary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edge {
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
    rows(cases, &mut |pair, row| {
        let expected = pair.leaves.map(verdict);
        if let Some(message) = wrong(&row, expected) {
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
    rows(&cases, &mut |_, row| table.push(row));
    table
}

fn rows(cases: &Cases<'_>, see: &mut dyn FnMut(&Pair<'_>, Boundary)) {
    for (ix, question) in (0u8..).zip(cases.policy.questions()) {
        if !matches!(question.kind, Kind::Date { .. } | Kind::Money { .. }) {
            continue;
        }
        for region in 1..value_regions(&question.kind) {
            pairs(cases, ix, [region.saturating_sub(1), region], &mut |pair| {
                if let Some(row) = row(cases, &pair) {
                    see(&pair, row);
                }
            });
        }
    }
}

fn row(cases: &Cases<'_>, pair: &Pair<'_>) -> Option<Boundary> {
    let question = cases.policy.questions().get(usize::from(pair.question))?;
    let shopper = cases.speaker.on_the_edge(
        cases.policy,
        &cases.calendars,
        pair.topic.topic,
        &pair.path,
        pair.question,
    )?;
    let edges = match &question.kind {
        Kind::Money { tops } => {
            let [region, _] = pair.regions;
            let top = tops.get(region)?.minor();
            let at = |minor: i64| {
                let amount = Amount::from_minor(minor)?;
                let mut other = shopper.clone();
                other.facts.insert(question.id.to_string(), amount.to_string());
                Some(edge(cases.policy, &other, other.today, pair))
            };
            [at(top.saturating_sub(1)).unwrap_or_else(nothing), at(top)?, at(top.saturating_add(1))?]
        }
        _ => [-1, 0, 1].map(|days| edge(cases.policy, &shopper, shopper.today.plus_days(days), pair)),
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
    Edge { verdict: None, clauses: Vec::new(), last_day: None }
}

fn edge(policy: &Policy, shopper: &Shopper, today: Day, pair: &Pair<'_>) -> Edge {
    let facts = shopper.facts.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    let Ok(facts) = Facts::parse(policy.questions(), facts, today) else { return nothing() };
    let decision = decide(policy, &Situation { topic: shopper.topic.clone(), facts, today });
    match of_remedy(&decision, pair) {
        Some(remedy) => Edge {
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

/// What is wrong with a line: the code decides otherwise than the diagram on the day itself, or names another last day.
fn wrong(row: &Boundary, expected: [Option<Verdict>; 2]) -> Option<String> {
    let ([_, on, after], [before_change, _]) = (&row.edges, expected);
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
