//! The statutes are part of the command: they apply to a policy outside `shared/policies`.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use serde_json::Value;
use std::process::Command;

const ZALANDO: &str = "../../tests/real-policies/zalando";

/// The decision on worn goods, ten days after delivery.
fn decision(country: &str) -> Value {
    let facts = format!(
        concat!(
            r#"{{"sold_by":"us","excepted":"no","unworn":"no","#,
            r#""received_on":"2026-11-10","ship_to":"{}"}}"#
        ),
        country
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
fn statutes_pass_a_refusal_in_germany_to_support() {
    let decision = decision("DE");
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
fn statutes_do_not_change_a_refusal_elsewhere() {
    let decision = decision("US");
    assert_eq!(
        decision.pointer("/remedies/0/verdict"),
        Some(&Value::from("refused")),
        "{decision}"
    );
}
