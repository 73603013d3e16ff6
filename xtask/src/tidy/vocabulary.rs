//! Tests that old words do not come back as names in code or as keys of policy files: one idea has
//! one word.

use super::{ending, read};
use std::collections::BTreeSet;
use std::path::Path;
use toml::{Table, Value};

const LIST: &str = include_str!("vocabulary.toml");

fn list(name: &str) -> Table {
    let lists: Table = LIST.parse().unwrap();
    lists.get(name).and_then(Value::as_table).cloned().unwrap_or_default()
}

/// A line of code without its comment and its string literals.
fn code(line: &str) -> String {
    let line = line.split("//").next().unwrap_or_default();
    line.split('"').step_by(2).collect::<Vec<_>>().join(" ")
}

/// The names in a text, without comments and string literals.
fn names(text: &str) -> BTreeSet<String> {
    let is_comment =
        |line: &&str| ["*", "/*", "#"].iter().any(|mark| line.trim_start().starts_with(mark));
    let lines = text.lines().filter(|line| !is_comment(line)).map(code);
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    lines
        .flat_map(|line| line.split(|c| !is_part(c)).map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// Whether a file is one of the exceptions of an entry.
fn is_exception(path: &Path, entry: &Value) -> bool {
    let files = entry.get("except").and_then(Value::as_array).into_iter().flatten();
    files.filter_map(Value::as_str).any(|file| path.starts_with(crate::root().join(file)))
}

#[test]
fn vocabulary_old_words_are_no_names() {
    let words = list("names");
    assert!(words.len() > 50, "the list was read");
    let mut wrong = Vec::new();
    for path in ending(&["rs", "ts"]).into_iter().filter(|path| !path.ends_with("vocabulary.rs")) {
        let names = names(&read(&path));
        for (old, entry) in words.iter().filter(|(old, _)| names.contains(*old)) {
            if !is_exception(&path, entry) {
                let instead = entry.get("instead").and_then(Value::as_str).unwrap_or_default();
                wrong.push(format!("{}: `{old}`; use {instead}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn vocabulary_old_keys_are_in_no_policy() {
    let keys = list("policy");
    assert!(keys.len() > 5, "the list was read");
    let mut wrong = Vec::new();
    for path in ending(&["toml"]).into_iter().filter(|path| path.ends_with("policy.toml")) {
        for line in read(&path).lines() {
            let key = line.split(" = ").next().unwrap_or_default().trim_matches(['[', ']']);
            if let Some(new) = keys.get(key) {
                wrong.push(format!("{}: `{key}`; use {new}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn vocabulary_names_are_found_in_code_only() {
    let text = "let album = \"book\"; // speech\n/// journey\nfn seal(tries: u8) {}\n";
    let found = names(text);
    assert!(["album", "seal", "tries"].iter().all(|name| found.contains(*name)));
    assert!(["book", "speech", "journey"].iter().all(|name| !found.contains(*name)));
}
