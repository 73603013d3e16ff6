//! The commands as they are typed, on the policy that has every kind of question.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use recourse::policy::book;
use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

const KITCHEN: &str = "../authoring/tests/kitchen-sink/policies/kitchen";

fn recourse(args: &[&str], typed: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_recourse"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read is gone before it is written to.
    let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn check_says_how_much_was_checked_and_fails_only_on_errors() {
    let good = recourse(&["check", KITCHEN], "");
    assert!(good.status.success(), "{}", err(&good));
    assert!(out(&good).contains("8 questions") && out(&good).contains("rows cited"), "{}", out(&good));
    assert_eq!(recourse(&["check", "no-such-store"], "").status.code(), Some(2));
    let json = out(&recourse(&["check", "--json", KITCHEN], ""));
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value.get("ok"), Some(&serde_json::Value::Bool(true)));
}

#[test]
fn decide_prints_the_contract_and_nothing_else() {
    let facts = r#"{"condition":"opened"}"#;
    let args =
        ["decide", KITCHEN, "--topic", "send_back", "--today", "2026-11-20", "--json", "--facts", facts];
    let text = out(&recourse(&args, ""));
    assert!(
        text.starts_with("{\"policy\":\"") && text.ends_with("}\n") && text.lines().count() == 1,
        "{text}"
    );
    assert!(text.contains("\"status\":\"ask\",\"question\":\"dangerous\""), "{text}");
}

#[test]
fn an_answer_that_is_not_taken_names_its_question_and_code() {
    let facts = r#"{"delivered_on":"2026-11-21"}"#;
    let output =
        recourse(&["decide", KITCHEN, "--topic", "send_back", "--today", "2026-11-20", "--facts", facts], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("date_in_future") && err(&output).contains("`delivered_on`"),
        "{}",
        err(&output)
    );
    let topic = recourse(&["decide", KITCHEN, "--topic", "sendback", "--facts", "{}"], "");
    assert!(err(&topic).contains("send_back, faulty, late, sold_here"), "{}", err(&topic));
}

#[test]
fn ask_walks_back_and_on_to_the_decision() {
    let typed = "1\n2\n2\nback\n2\nnever\n2026-11-06\n50\nus\n2026-11-01\n";
    let output = recourse(&["ask", KITCHEN, "--today", "2026-11-20"], typed);
    let text = out(&output);
    assert!(output.status.success(), "{text}{}", err(&output));
    assert!(text.contains("That does not work: not a date"), "{text}");
    assert!(text.contains("Refund: granted") && text.contains("Last day: 2026-11-20"), "{text}");
}

#[test]
fn ask_ends_with_its_input() {
    assert_eq!(recourse(&["ask", KITCHEN, "--topic", "late"], "").status.code(), Some(1));
}

#[test]
fn compile_writes_policy_texts_and_both_bound_into_one() {
    let folder = concat!(env!("CARGO_TARGET_TMPDIR"), "/compiled");
    let output = recourse(&["compile", KITCHEN, "--out", folder], "");
    assert!(output.status.success(), "{}", err(&output));
    let read = |name: &str| fs::read(format!("{folder}/{name}")).unwrap();
    let (policy, texts) = (read("kitchen.policy"), read("kitchen.en.texts"));
    assert_eq!(book::opened(&read("kitchen.en.book")), Some((&*policy, &*texts)));
}
