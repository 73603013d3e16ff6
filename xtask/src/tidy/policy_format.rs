//! Tests that the reference of the policy format names every key and word that the reader of policy
//! files accepts, and no other.

use super::documents::{code_spans, prose};
use super::read;
use crate::stamp::files_below;
use std::collections::BTreeSet;

const REFERENCE: &str = "docs/policy-format.md";
const DRAFT: &str = "shared/authoring/src/draft";
const PHRASE: &str = "shared/authoring/src/phrase";
/// Words in string literals of the draft reader that are not part of the format.
const NOT_THE_FORMAT: [&str; 2] = ["string", "empty"];
/// Tables of the reference whose first column is a key or word of the draft reader.
const KEY_TABLES: [&str; 9] =
    ["key", "kind", "verdict", "pays", "basis", "need", "right", "kind of evidence", "unit"];

/// The string literals of a module's files, without tests and comments.
fn literals(module: &str) -> Vec<String> {
    let root = crate::root();
    let places = [format!("{module}.rs"), module.to_owned()];
    let paths = places.map(|place| root.join(place).to_string_lossy().into_owned());
    let files = files_below(&[&paths[0], &paths[1]]);
    assert!(files.len() > 2, "the sources of {module} were found");
    let mut found = Vec::new();
    for file in files {
        let text = read(&file);
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        found.extend(lines.flat_map(|line| line.split('"').skip(1).step_by(2)).map(str::to_owned));
    }
    found
}

/// The literals that have the form of keys: `not_before`, but not `missing-key` or a message.
fn words(module: &str) -> BTreeSet<String> {
    let is_key = |word: &String| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    };
    literals(module).iter().map(|word| word.trim().to_owned()).filter(is_key).collect()
}

/// The words of a code span: `[[exclude]]` contains `exclude`.
fn split(span: &str) -> impl Iterator<Item = &str> {
    span.split(|c: char| !(c.is_ascii_lowercase() || c == '_')).filter(|word| !word.is_empty())
}

/// The keys in the first column of the reference's tables, without keys of texts (`clause.<id>`).
fn documented(reference: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut counts = false;
    let text = prose(reference);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let first = line.strip_prefix("| ").and_then(|row| row.split(" |").next());
        let Some(first) = first else { continue };
        if lines.peek().is_some_and(|next| next.starts_with("|---")) {
            counts = KEY_TABLES.contains(&first);
        } else if counts {
            let spans = code_spans(first).into_iter().filter(|span| !span.contains('<'));
            keys.extend(spans.flat_map(|span| split(&span).map(str::to_owned).collect::<Vec<_>>()));
        }
    }
    keys
}

#[test]
fn policy_format_reference_names_every_key_and_word() {
    let reference = read(&crate::root().join(REFERENCE));
    let spans = code_spans(&reference);
    let named: BTreeSet<&str> = spans.iter().flat_map(|span| split(span)).collect();
    let accepted = words(DRAFT).into_iter().chain(words(PHRASE));
    let missing: Vec<String> = accepted
        .filter(|word| !NOT_THE_FORMAT.contains(&word.as_str()) && !named.contains(word.as_str()))
        .collect();
    assert!(missing.is_empty(), "{REFERENCE} does not name: {}", missing.join(", "));
}

#[test]
fn policy_format_reference_names_no_key_that_is_not_accepted() {
    let reference = read(&crate::root().join(REFERENCE));
    let accepted: BTreeSet<String> = words(DRAFT).into_iter().chain(words(PHRASE)).collect();
    let keys = documented(&reference);
    assert!(keys.len() > 60, "the tables of {REFERENCE} were found: {keys:?}");
    let stale: Vec<&String> = keys.difference(&accepted).collect();
    assert!(stale.is_empty(), "{REFERENCE} names keys that are not accepted: {stale:?}");
}

#[test]
fn policy_format_examples_are_toml() {
    let reference = read(&crate::root().join(REFERENCE));
    let blocks: Vec<&str> = reference.split("\n```toml ").skip(1).collect();
    assert!(blocks.len() > 10, "the examples were found");
    for block in blocks {
        let (_, code) = block.split_once('\n').unwrap_or_default();
        let code = code.split("\n```").next().unwrap_or_default();
        let read = code.parse::<toml::Table>();
        assert!(read.is_ok(), "{REFERENCE}: {:?}\n{code}", read.err());
    }
}
