//! Tests of documents: links resolve, paths exist, decision records are complete, README and
//! ARCHITECTURE are short.

use super::read;
use crate::stamp::files_below;
use std::path::{Path, PathBuf};

/// Folders of the repository that documents name paths in.
const FOLDERS: [&str; 7] = ["shared/", "widget/", "edge/", "www/", "tests/", "xtask/", "docs/"];
/// Lines of the README: two screens.
const README_LINES_MAX: usize = 80;
/// Words of ARCHITECTURE.md: ten minutes of reading.
const ARCHITECTURE_WORDS_MAX: usize = 2_400;

/// Every Markdown file of the repository.
pub(super) fn documents() -> Vec<PathBuf> {
    let root = crate::root();
    let places = FOLDERS.iter().chain(&["README.md", "ARCHITECTURE.md", "CHANGELOG.md"]);
    let paths: Vec<String> =
        places.map(|name| root.join(name).to_string_lossy().into_owned()).collect();
    let files = files_below(&paths.iter().map(String::as_str).collect::<Vec<_>>());
    files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "md")).collect()
}

/// A document without its code blocks.
pub(super) fn prose(text: &str) -> String {
    let mut inside = false;
    let outside = |line: &&str| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        !inside && !fence
    };
    text.lines().filter(outside).collect::<Vec<_>>().join("\n")
}

/// The words in code font, code blocks not counted.
pub(super) fn code_spans(text: &str) -> Vec<String> {
    let text = prose(text);
    // A span can contain a line break, but not the end of a paragraph.
    let spans = text.split("\n\n").flat_map(|paragraph| paragraph.split('`').skip(1).step_by(2));
    spans.map(str::to_owned).collect()
}

/// The targets of `[text](target)`.
fn links(text: &str) -> Vec<String> {
    let text = prose(text);
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    targets.map(|(target, _)| target.to_owned()).collect()
}

/// The fragments of a document's headings, as GitHub makes them.
fn anchors(text: &str) -> Vec<String> {
    let text = prose(text);
    let headings = text.lines().filter_map(|line| line.trim_start_matches('#').strip_prefix(' '));
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    headings
        .map(|heading| {
            heading.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")
        })
        .collect()
}

/// The problem with a relative link; none if it resolves.
fn problem(document: &Path, link: &str) -> Option<String> {
    if ["https://", "http://", "mailto:"].iter().any(|outside| link.starts_with(outside)) {
        return None;
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let file = document.parent().map(|folder| folder.join(path)).filter(|_| !path.is_empty());
    let file = file.unwrap_or_else(|| document.to_path_buf());
    if !file.exists() {
        return Some(format!(
            "{}: the file of the link `{link}` does not exist",
            document.display()
        ));
    }
    let known = anchor.is_empty() || anchors(&read(&file)).iter().any(|known| known == anchor);
    (!known).then(|| format!("{}: no heading for the link `{link}`", document.display()))
}

#[test]
fn links_between_documents_resolve() {
    let documents = documents();
    assert!(documents.len() > 60, "the documents were found");
    let problems: Vec<String> = documents
        .iter()
        .flat_map(|document| {
            links(&read(document)).into_iter().filter_map(|link| problem(document, &link))
        })
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn links_without_a_file_or_a_heading_are_problems() {
    let document = crate::root().join("README.md");
    assert_eq!(problem(&document, "ARCHITECTURE.md#invariants"), None);
    assert!(problem(&document, "ARCHITECTURE.md#no-such-heading").is_some());
    assert!(problem(&document, "docs/no-such-file.md").is_some());
    assert_eq!(links("see [a](b.md) and\n```\n[c](d.md)\n```"), ["b.md"]);
}

#[test]
fn paths_named_in_documents_exist() {
    let root = crate::root();
    let is_path = |word: &String| {
        FOLDERS.iter().any(|folder| word.starts_with(folder))
            && !word.contains([' ', '<', '*', ':', '{'])
    };
    let mut missing_paths = Vec::new();
    for document in documents() {
        let text = read(&document);
        // A record of a decision that no longer holds is not rewritten.
        if text.contains("\nStatus: superseded by [") {
            continue;
        }
        let named = code_spans(&text).into_iter().filter(is_path);
        let built = |path: &String| path.starts_with("edge/build");
        let missing = named.filter(|path| !built(path) && !root.join(path).exists());
        missing_paths.extend(missing.map(|path| format!("{} names `{path}`", document.display())));
    }
    assert!(missing_paths.is_empty(), "these paths do not exist:\n{}", missing_paths.join("\n"));
}

#[test]
fn decision_records_are_complete_and_listed() {
    let folder = crate::root().join("docs/decisions");
    let list = read(&folder.join("README.md"));
    let records: Vec<PathBuf> = documents()
        .into_iter()
        .filter(|path| path.starts_with(&folder) && !path.ends_with("README.md"))
        .collect();
    assert!(!records.is_empty(), "the records were found");
    for (number, record) in (1..).zip(&records) {
        let (name, text) = (record.file_name().unwrap_or_default().to_string_lossy(), read(record));
        assert!(name.starts_with(&format!("{number:04}-")), "{name} should be number {number:04}");
        assert!(
            list.contains(&format!("({name})")),
            "docs/decisions/README.md does not list {name}"
        );
        let title = text.lines().next().unwrap_or_default();
        assert!(title.starts_with(&format!("# {number:04}: ")), "{name} begins with `{title}`");
        for part in ["Status: ", "## Context", "## Decision", "## Consequence"] {
            assert!(text.contains(&format!("\n{part}")), "{name} has no `{part}`");
        }
        let words = text.split_whitespace().count();
        assert!((60..=220).contains(&words), "{name} has {words} words");
    }
}

#[test]
fn readme_and_architecture_are_short() {
    let lines = read(&crate::root().join("README.md")).lines().count();
    assert!(lines <= README_LINES_MAX, "README.md has {lines} lines; move details to docs/");
    let words = read(&crate::root().join("ARCHITECTURE.md")).split_whitespace().count();
    assert!(
        words <= ARCHITECTURE_WORDS_MAX,
        "ARCHITECTURE.md has {words} words; move reasons to docs/decisions/"
    );
}
