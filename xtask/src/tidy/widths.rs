//! Tests of line widths: comments have at most 100 characters, code at most 120.

use super::{ending, read};
use std::path::Path;

const COMMENT_WIDTH: usize = 100;
const CODE_WIDTH: usize = 120;

/// Tables that a command writes.
const GENERATED: &[&str] = &["shared/src/types/currency_table.rs"];

/// Whether a line is a comment of Rust, a script or a style.
fn is_comment(line: &str) -> bool {
    ["//", "/*", "* ", "*/"].iter().any(|mark| line.trim_start().starts_with(mark))
}

fn is_too_long(line: &str) -> bool {
    let most = if is_comment(line) { COMMENT_WIDTH } else { CODE_WIDTH };
    line.chars().count() > most
}

fn is_generated(path: &Path) -> bool {
    GENERATED.iter().any(|file| path.ends_with(file))
}

#[test]
fn line_width_is_held_by_every_source_file() {
    let mut wrong = Vec::new();
    for path in ending(&["rs", "mjs", "js", "jsx", "ts", "css"]) {
        let text = if is_generated(&path) { String::new() } else { read(&path) };
        for (number, line) in text.lines().enumerate().filter(|(_, line)| is_too_long(line)) {
            let width = line.chars().count();
            wrong.push(format!("{}:{}: {width} characters", path.display(), number + 1));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn line_width_of_comments_is_smaller_than_that_of_code() {
    let line = |start: &str| format!("    {start}{}", "x".repeat(100));
    assert!(is_too_long(&line("// ")));
    assert!(is_too_long(&line("* ")));
    assert!(!is_too_long(&line("let a = ")));
    assert!(is_too_long(&"x".repeat(121)));
}
