//! The commands as people type them, with a policy that has every kind of question.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use recourse::policy::bundle;
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
    // A command that does not read its input may have ended already.
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
fn check_reports_the_size_and_fails_only_on_errors() {
    let good = recourse(&["check", KITCHEN], "");
    assert!(good.status.success(), "{}", err(&good));
    let text = out(&good);
    assert!(text.contains("8 questions") && text.contains("requirements cited"), "{text}");
    assert_eq!(recourse(&["check", "no-such-store"], "").status.code(), Some(2));
    let json = out(&recourse(&["check", "--json", KITCHEN], ""));
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value.get("ok"), Some(&serde_json::Value::Bool(true)));
}

#[test]
fn decide_prints_the_json_contract_and_nothing_else() {
    let facts = r#"{"condition":"opened"}"#;
    let args = [
        "decide",
        KITCHEN,
        "--topic",
        "send_back",
        "--today",
        "2026-11-20",
        "--json",
        "--facts",
        facts,
    ];
    let text = out(&recourse(&args, ""));
    assert!(
        text.starts_with("{\"policy\":\"") && text.ends_with("}\n") && text.lines().count() == 1,
        "{text}"
    );
    assert!(text.contains("\"status\":\"ask\",\"question\":\"dangerous\""), "{text}");
}

#[test]
fn decide_names_question_and_code_of_a_rejected_answer() {
    let facts = r#"{"delivered_on":"2026-11-21"}"#;
    let output = recourse(
        &["decide", KITCHEN, "--topic", "send_back", "--today", "2026-11-20", "--facts", facts],
        "",
    );
    assert_eq!(output.status.code(), Some(2));
    let message = err(&output);
    assert!(message.contains("date_in_future"), "{message}");
    assert!(message.contains("`delivered_on`"), "{message}");
    let topic = recourse(&["decide", KITCHEN, "--topic", "sendback", "--facts", "{}"], "");
    assert!(err(&topic).contains("send_back, faulty, late, sold_here"), "{}", err(&topic));
}

#[test]
fn ask_goes_back_and_on_to_the_decision() {
    let typed = "1\n2\n2\nback\n2\nnever\n2026-11-06\n50\nus\n2026-11-01\n";
    let output = recourse(&["ask", KITCHEN, "--today", "2026-11-20"], typed);
    let text = out(&output);
    assert!(output.status.success(), "{text}{}", err(&output));
    assert!(text.contains("That does not work: not a date"), "{text}");
    assert!(text.contains("Refund: granted") && text.contains("Last day: 2026-11-20"), "{text}");
}

#[test]
fn ask_fails_if_the_input_ends() {
    assert_eq!(recourse(&["ask", KITCHEN, "--topic", "late"], "").status.code(), Some(1));
}

#[test]
fn compile_writes_policy_texts_and_bundle() {
    let folder = concat!(env!("CARGO_TARGET_TMPDIR"), "/compiled");
    let output = recourse(&["compile", KITCHEN, "--out", folder], "");
    assert!(output.status.success(), "{}", err(&output));
    let read = |name: &str| fs::read(format!("{folder}/{name}")).unwrap();
    let (policy, texts) = (read("kitchen.policy"), read("kitchen.en.texts"));
    assert_eq!(bundle::unpack(&read("kitchen.en.bundle")), Some((&*policy, &*texts)));
}

#[test]
fn ask_reads_amounts_days_and_countries_as_people_write_them() {
    let typed = "1\n2\n2\n6/11/2026\n6. 11. 2026\n1,299\n1,299.50\nCrimea\nSpanien\n";
    let output = recourse(&["ask", KITCHEN, "--today", "2026-11-20"], typed);
    let text = out(&output);
    for message in [
        "`6/11/2026` can be read in two ways: write `2026-11-06` or `2026-06-11`",
        "Read as: 2026-11-06",
        "`1,299` can be read in two ways: write `1299.00` or `1.30` in USD",
        "Read as: 1299.50",
        "`Crimea` fits several countries: Russia (RU), Ukraine (UA)",
        "Read as: ES",
    ] {
        assert!(text.contains(message), "{message}:\n{text}{}", err(&output));
    }
}

#[test]
fn check_reads_files_as_editors_save_them_and_names_an_unreadable_byte() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("saved/kitchen");
    fs::create_dir_all(folder.join("texts")).unwrap();
    let from = std::path::Path::new(KITCHEN);
    for name in ["source.txt", "texts/en.toml", "texts/de.toml"] {
        fs::copy(from.join(name), folder.join(name)).unwrap();
    }
    let policy = fs::read_to_string(from.join("policy.toml")).unwrap();
    let check = |bytes: Vec<u8>| {
        fs::write(folder.join("policy.toml"), bytes).unwrap();
        recourse(&["check", folder.to_str().unwrap()], "")
    };
    let plain = out(&check(policy.clone().into_bytes()));
    assert!(plain.contains("kitchen: checked"), "{plain}");
    let windows = policy.replace('\n', "\r\n");
    let utf_16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
        mark.into_iter().chain(windows.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
    };
    for (saved, bytes) in [
        ("byte order mark", format!("\u{feff}{policy}").into_bytes()),
        (
            "byte order mark at a later line",
            policy.replacen("\nname", "\n\u{feff}name", 1).into_bytes(),
        ),
        ("CRLF", windows.clone().into_bytes()),
        ("UTF-16 LE", utf_16([0xff, 0xfe], u16::to_le_bytes)),
        ("UTF-16 BE", utf_16([0xfe, 0xff], u16::to_be_bytes)),
        ("soft hyphens", policy.replacen("delivered_on", "deliv\u{ad}ered_on", 3).into_bytes()),
    ] {
        assert_eq!(out(&check(bytes)), plain, "{saved}");
    }
    let name = policy.find("name = \"").unwrap() + 8;
    let line = policy.get(..name).unwrap().lines().count();
    let mut windows_1252 = policy.clone().into_bytes();
    windows_1252.insert(name, 0xfc);
    let rejected = check(windows_1252);
    let message =
        format!("line {line}, column 9: the byte FC is not UTF-8 (in Windows-1252 it is `ü`)");
    assert_eq!(rejected.status.code(), Some(2));
    assert!(err(&rejected).contains(&message), "{message}: {}", err(&rejected));
    let curly = check(policy.replacen("\"kitchen\"", "“kitchen”", 1).into_bytes());
    assert!(out(&curly).contains("`“` (U+201C LEFT DOUBLE QUOTATION MARK)"), "{}", out(&curly));
}

#[test]
fn check_prints_the_amounts_around_a_limit() {
    let table = out(&recourse(&["check", KITCHEN, "--boundaries"], ""));
    let row = table.lines().find(|line| line.contains(" price under 100.00: ")).unwrap_or_default();
    let amounts = ["99.98 ", "99.99 ", "100.00 "].iter().all(|amount| row.contains(amount));
    assert!(amounts, "{table}");
}
