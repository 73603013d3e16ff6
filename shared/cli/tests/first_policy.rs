//! The policy in `docs/first-policy.md` is complete: copied as it is, it has no finding. The page
//! `docs/command-line.md` names every command.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const TODAY: &str = "2026-11-20";

/// A page of the folder `docs`.
fn document(name: &str) -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    fs::read_to_string(docs.join(name)).unwrap()
}

/// The policy's files on the page, with their paths. A code block is a file if the line before it
/// begins with its path.
fn files() -> Vec<(String, String)> {
    let page = document("first-policy.md");
    let mut files = Vec::new();
    let mut parts = page.split("\n```");
    let mut before = parts.next().unwrap_or_default();
    while let (Some(fence), Some(after)) = (parts.next(), parts.next()) {
        let (_, body) = fence.split_once('\n').unwrap();
        let named = before.trim_end().lines().last().unwrap_or_default();
        if let Some(path) = named.strip_prefix("`shoes/").and_then(|rest| rest.split('`').next()) {
            files.push((path.to_owned(), format!("{body}\n")));
        }
        before = after;
    }
    files
}

/// Writes the policy into a folder of its own, without the clause `without` and its text.
fn folder(name: &str, without: Option<&str>) -> PathBuf {
    let shop = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name).join("shoes");
    let _ = fs::remove_dir_all(&shop);
    for (path, text) in files() {
        let is_included = |part: &&str| {
            without.is_none_or(|id| {
                !part.contains(&format!("id = \"{id}\"")) && !part.starts_with(&format!("{id} ="))
            })
        };
        let gap = if path.starts_with("texts") { "\n" } else { "\n\n" };
        let text = text.split(gap).filter(is_included).collect::<Vec<_>>().join(gap);
        let file = shop.join(&path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    shop
}

fn recourse(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_recourse")).args(args).output().unwrap();
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

#[test]
fn first_policy_passes_check_as_it_is() {
    let names: Vec<String> = files().into_iter().map(|(path, _)| path).collect();
    assert_eq!(names, ["source.txt", "policy.toml", "texts/en.toml"]);
    let shop = folder("first-policy", None);
    let text = recourse(&["check", &shop.to_string_lossy(), "--notes", "--today", TODAY]);
    assert!(text.starts_with("shoes: checked, 0 warnings, 0 notes"), "{text}");
}

#[test]
fn first_policy_without_the_clause_for_unknown_days_has_a_gap() {
    let shop = folder("first-policy-gap", Some("day-unknown"));
    let text = recourse(&["check", &shop.to_string_lossy(), "--today", TODAY]);
    assert!(text.starts_with("gap\n") && text.contains("delivered_on = unknown"), "{text}");
    assert!(text.contains("shoes: 1 errors"), "{text}");
}

#[test]
fn statutes_apply_to_a_policy_outside_the_repository() {
    let shop = folder("first-policy-law", None);
    let decide = |country: &str| {
        let facts = format!(r#"{{"delivered_on":"2026-10-01","ship_to":"{country}"}}"#);
        let shop = shop.to_string_lossy();
        recourse(&[
            "decide",
            &shop,
            "--topic",
            "send_back",
            "--today",
            TODAY,
            "--json",
            "--facts",
            &facts,
        ])
    };
    let (inside, outside) = (decide("DE"), decide("US"));
    assert!(
        inside.contains("\"verdict\":\"ask_support\"") && inside.contains("eu-withdrawal"),
        "{inside}"
    );
    assert!(
        outside.contains("\"verdict\":\"refused\"") && !outside.contains("eu-withdrawal"),
        "{outside}"
    );
}

#[test]
fn command_line_page_names_every_command_and_no_other() {
    let help = recourse(&["--help"]);
    let (_, commands) = help.split_once("\nCommands:\n").unwrap();
    let mut commands: Vec<&str> = commands
        .lines()
        .map_while(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    let page = document("command-line.md");
    let (table, _) = page.split_once("\n| exit code |").unwrap();
    let mut named: Vec<&str> =
        table.lines().filter_map(|row| row.strip_prefix("| `")?.split('`').next()).collect();
    commands.sort_unstable();
    named.sort_unstable();
    assert_eq!(named, commands, "the table of docs/command-line.md, and `recourse --help`");
}
