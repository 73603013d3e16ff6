//! The law is part of the command: a policy outside `shared/policies` is decided with it.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use serde_json::Value;
use std::process::Command;

const ZALANDO: &str = "../../tests/real-policies/zalando";

/// What is decided on worn goods, ten days after they came.
fn decided(country: &str) -> Value {
    let facts = format!(
        r#"{{"sold_by":"us","excepted":"no","unworn":"no","received_on":"2026-11-10","ship_to":"{country}"}}"#
    );
    let args = [
        "decide",
        ZALANDO,
        "--topic",
        "send_back",
        "--today",
        "2026-11-20",
        "--json",
        "--facts",
        &facts,
    ];
    let output = Command::new(env!("CARGO_BIN_EXE_recourse")).args(args).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn statutes_turn_a_refusal_in_germany_over_to_support() {
    let decision = decided("DE");
    let remedy = decision.pointer("/remedies/0").unwrap();
    assert_eq!(remedy.get("verdict"), Some(&Value::from("ask_support")), "{decision}");
    let notice = remedy.pointer("/statutes/0/statute");
    assert_eq!(notice, Some(&Value::from("eu-withdrawal")), "{decision}");
    assert_eq!(
        remedy.pointer("/statutes/0/last_day"),
        Some(&Value::from("2026-11-24")),
        "{decision}"
    );
}

#[test]
fn statutes_leave_a_refusal_elsewhere_as_it_is() {
    let decision = decided("US");
    assert_eq!(
        decision.pointer("/remedies/0/verdict"),
        Some(&Value::from("refused")),
        "{decision}"
    );
}
