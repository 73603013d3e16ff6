//! Tests of the numbers that documents repeat from the code; `numbers.toml` lists them.

use super::read;
use std::fs;
use toml::{Table, Value};

const LIST: &str = include_str!("numbers.toml");
/// Numbers in words.
const WORDS: [&str; 11] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
/// The oldest browsers with `light-dark()`, the newest feature that the widget needs.
const BROWSERS: &str = "Chrome and Edge 123, Firefox 120, Safari 17.5";

fn source(file: &str) -> String {
    let text = read(&crate::root().join(file));
    assert!(!text.is_empty(), "{file} was read");
    text
}

/// The text in lower case, with one space for every run of white space.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}

/// The expression of `const NAME: T = EXPRESSION;`.
fn expression<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    Some(between(text, &format!("const {name}: "), ";\n")?.split_once('=')?.1)
}

/// A product of numbers and constants of the same file.
fn product(text: &str, expression: &str) -> Option<i64> {
    let factor = |factor: &str| {
        let factor = factor.trim();
        let digits = factor.replace('_', "");
        digits.parse().ok().or_else(|| product(text, self::expression(text, factor)?))
    };
    expression.split('*').map(factor).product()
}

/// The number that an entry of the list takes from the code.
fn number(entry: &Table) -> Option<i64> {
    let word = |key: &str| entry.get(key).and_then(Value::as_str);
    let file = word("file")?;
    if entry.contains_key("files") {
        return i64::try_from(fs::read_dir(crate::root().join(file)).ok()?.count()).ok();
    }
    let text = source(file);
    let found = if let Some(name) = word("constant") {
        product(&text, expression(&text, name)?)?
    } else if let Some(wanted) = word("occurrences") {
        i64::try_from(text.matches(wanted).count()).ok()?
    } else {
        let ends = entry.get("between")?.as_array()?;
        product(&text, between(&text, ends.first()?.as_str()?, ends.get(1)?.as_str()?)?)?
    };
    Some(found / entry.get("unit").and_then(Value::as_integer).unwrap_or(1))
}

/// The forms of a number in documents: `2000`, `2,000`, `two`.
fn forms(number: i64) -> Vec<String> {
    let plain = number.to_string();
    let (head, tail) = plain.split_at(plain.len().saturating_sub(3));
    let grouped = if head.is_empty() { tail.to_owned() } else { format!("{head},{tail}") };
    let word =
        usize::try_from(number).ok().and_then(|at| WORDS.get(at)).map(|word| (*word).to_owned());
    [Some(plain), Some(grouped), word].into_iter().flatten().collect()
}

/// The sentences of an entry, each with its document.
fn sentences(entry: &Table) -> Vec<(&str, &str)> {
    let pairs = entry.get("said").and_then(Value::as_array).into_iter().flatten();
    pairs.filter_map(|pair| Some((pair.get(0)?.as_str()?, pair.get(1)?.as_str()?))).collect()
}

/// What is wrong with an entry and its sentences.
fn problems(entry: &Table) -> Vec<String> {
    let Some(number) = number(entry) else {
        return vec![format!("numbers.toml: the code has no number for {entry}")];
    };
    let sentences = sentences(entry);
    if sentences.is_empty() {
        return vec![format!("numbers.toml: no sentence in {entry}")];
    }
    let is_stale = |(document, sentence): &(&str, &str)| {
        let text = fold(&source(document));
        let has = |form: &String| text.contains(&fold(&sentence.replace("{}", form)));
        !sentence.contains("{}") || !forms(number).iter().any(has)
    };
    let stale = sentences.into_iter().filter(is_stale);
    stale.map(|(file, words)| format!("{file} should say \"{words}\" with {number}")).collect()
}

#[test]
fn numbers_in_documents_are_those_of_the_code() {
    let list: Table = LIST.parse().unwrap();
    let entries = list.get("number").and_then(Value::as_array).into_iter().flatten();
    let entries: Vec<&Table> = entries.filter_map(Value::as_table).collect();
    assert!(entries.len() > 30, "the list was read");
    let problems: Vec<String> = entries.into_iter().flat_map(problems).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn webhook_retry_times_in_the_guide_are_those_of_the_code() {
    let code = source("edge/core/src/domain/webhook/delivery.rs");
    let list = between(expression(&code, "RETRY_DELAYS_S").unwrap_or_default(), "[", "]")
        .unwrap_or_default();
    let waits: Vec<i64> = list.split(',').filter_map(|wait| product(&code, wait)).collect();
    assert!(waits.len() > 2, "the waits were read: {list}");
    let duration = |seconds: &i64| match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3_600),
    };
    let times: Vec<String> = waits.iter().skip(1).map(duration).collect();
    let (last, first) = times.split_last().unwrap();
    let sentence = format!("retried after {} and {last};", first.join(", "));
    assert!(source("www/docs/webhooks.md").contains(&sentence), "www/docs/webhooks.md: {sentence}");
}

#[test]
fn browser_versions_are_the_same_in_every_document() {
    assert!(
        source("widget/js/element.ts").contains("light-dark"),
        "the widget checks for `light-dark()`"
    );
    for document in ["docs/embed.md", "www/developers/index.html"] {
        assert!(source(document).contains(BROWSERS), "{document} should say: {BROWSERS}");
    }
}

#[test]
fn numbers_are_read_and_forms() {
    let text = "const A: usize = 12;\nconst B: usize = 3 * A;\nconst C: i64 = 31 * 86_400;\n";
    assert_eq!(product(text, expression(text, "B").unwrap()), Some(36));
    assert_eq!(product(text, expression(text, "C").unwrap()), Some(2_678_400));
    assert_eq!(expression(text, "D"), None);
    assert_eq!(forms(2_000), ["2000", "2,000"]);
    assert_eq!(forms(7), ["7", "7", "seven"]);
}
