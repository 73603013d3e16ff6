//! Compares an outcome with the expected one: only the fields that the case names, so a case
//! survives unrelated additions.

use crate::{Case, Outcome};
use serde_json::Value;

/// The expected and the actual value of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The expected value, in words.
    pub expected: String,
    /// The actual value.
    pub got: String,
}

/// Every difference between the outcome and the case's expectation.
#[must_use]
pub fn mismatches(case: &Case, outcome: &Outcome) -> Vec<Mismatch> {
    if case.expect.is_empty() {
        return vec![Mismatch {
            expected: "something".into(),
            got: "a case that expects nothing".into(),
        }];
    }
    match (case.expect.get("error"), case.expect.get("ask"), outcome) {
        (Some(Value::String(code)), _, _) => error(case, code, outcome),
        (None, Some(Value::String(question)), _) => asks(question, outcome),
        (_, _, Outcome::Decided { decision }) => remedies(case, decision),
        (_, _, Outcome::Refused { .. }) => {
            vec![Mismatch { expected: "a decision".into(), got: describe_outcome(outcome) }]
        }
    }
}

fn error(case: &Case, code: &str, outcome: &Outcome) -> Vec<Mismatch> {
    let question = case.expect.get("question").and_then(Value::as_str);
    let as_meant = match outcome {
        Outcome::Refused { error, question: at } => {
            error == code && question.is_none_or(|question| question == at)
        }
        Outcome::Decided { .. } => false,
    };
    let expected = format!("error {code} at {}", question.unwrap_or("any question"));
    if as_meant { Vec::new() } else { vec![Mismatch { expected, got: describe_outcome(outcome) }] }
}

fn asks(question: &str, outcome: &Outcome) -> Vec<Mismatch> {
    let open = match outcome {
        Outcome::Decided { decision } => {
            parsed(decision).get("question").and_then(Value::as_str).map(str::to_owned)
        }
        Outcome::Refused { .. } => None,
    };
    if open.as_deref() == Some(question) {
        return Vec::new();
    }
    vec![Mismatch {
        expected: format!("the question {question} comes next"),
        got: describe_outcome(outcome),
    }]
}

fn remedies(case: &Case, decision: &str) -> Vec<Mismatch> {
    let decision = parsed(decision);
    let list = decision.get("remedies").and_then(Value::as_array).cloned().unwrap_or_default();
    if decision.get("status").and_then(Value::as_str) == Some("ask") {
        return vec![Mismatch { expected: "a decision".into(), got: describe_decision(&decision) }];
    }
    let mut wrong = Vec::new();
    for (remedy, wanted) in &case.expect {
        let decided =
            list.iter().find(|known| known.get("remedy").and_then(Value::as_str) == Some(remedy));
        match (decided, wanted.as_object()) {
            (Some(decided), Some(wanted)) => {
                for (key, value) in wanted {
                    wrong.extend(field(remedy, key, value, decided));
                }
            }
            (None, _) => wrong.push(Mismatch {
                expected: remedy.clone(),
                got: "no such remedy in this topic".into(),
            }),
            (_, None) => wrong.push(Mismatch {
                expected: format!("{remedy} = {wanted}"),
                got: "not a table".into(),
            }),
        }
    }
    wrong
}

/// One field of one remedy. Statutes are compared by name, under `law` with their period and last
/// day; an expected `false` means that the field is absent.
fn field(remedy: &str, key: &str, wanted: &Value, decided: &Value) -> Option<Mismatch> {
    const KEYS: [&str; 13] = [
        "verdict",
        "clauses",
        "last_day",
        "last_day_at_least",
        "terms_last_day",
        "first_day",
        "pays",
        "cap",
        "proofs",
        "steps",
        "statutes",
        "law",
        "interpretations",
    ];
    if !KEYS.contains(&key) {
        return Some(Mismatch {
            expected: format!("{remedy} {key}"),
            got: "a decision has no such field".into(),
        });
    }
    let empty = Value::Array(Vec::new());
    let raw = match decided.get(if key == "law" { "statutes" } else { key }) {
        Some(value) => value.clone(),
        None if wanted.is_array() => empty,
        None => Value::Bool(false),
    };
    let got = match key {
        "statutes" => names(&raw),
        "law" => periods(&raw),
        _ => raw,
    };
    (got != *wanted)
        .then(|| Mismatch { expected: format!("{remedy} {key} {wanted}"), got: format!("{got}") })
}

fn names(statutes: &Value) -> Value {
    let list = statutes.as_array().cloned().unwrap_or_default();
    Value::Array(list.iter().filter_map(|notice| notice.get("statute").cloned()).collect())
}

/// Each as `eu-withdrawal open 2026-12-28`.
fn periods(statutes: &Value) -> Value {
    let text = |notice: &Value, key: &str| {
        notice.get(key).and_then(Value::as_str).unwrap_or("-").to_owned()
    };
    let line =
        |notice: &Value| ["statute", "period", "last_day"].map(|key| text(notice, key)).join(" ");
    Value::Array(
        statutes.as_array().into_iter().flatten().map(|notice| line(notice).into()).collect(),
    )
}

fn parsed(decision: &str) -> Value {
    serde_json::from_str(decision).unwrap_or(Value::Null)
}

/// An outcome in a few words.
#[must_use]
pub fn describe_outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Refused { error, question } => format!("error {error} at {question}"),
        Outcome::Decided { decision } => describe_decision(&parsed(decision)),
    }
}

fn describe_decision(decision: &Value) -> String {
    let text =
        |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
    if text(decision, "status") == "ask" {
        return format!("the question {} comes next", text(decision, "question"));
    }
    let list = decision.get("remedies").and_then(Value::as_array).cloned().unwrap_or_default();
    let one = |remedy: &Value| {
        let clauses = remedy.get("clauses").and_then(Value::as_array).cloned().unwrap_or_default();
        let clauses: Vec<&str> = clauses.iter().filter_map(Value::as_str).collect();
        let last = remedy
            .get("last_day")
            .and_then(Value::as_str)
            .map(|day| format!(" until {day}"))
            .unwrap_or_default();
        format!(
            "{} {} by {}{last}",
            text(remedy, "remedy"),
            text(remedy, "verdict"),
            clauses.join(", ")
        )
    };
    list.iter().map(one).collect::<Vec<_>>().join("; ")
}
