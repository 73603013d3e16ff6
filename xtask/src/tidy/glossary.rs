//! Texts for shoppers use the terms and the punctuation of their language: the rules that a test
//! can check are data, `shared/policies/glossary.toml`; the reasons are in `GLOSSARY.md` beside it.

use super::read;
use crate::stamp::files_below;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use toml::{Table, Value};

const LANGUAGES: [&str; 7] = ["en", "de", "es", "fr", "pt", "ar", "zh"];

/// A text, with its file and its key for a message.
struct Text {
    place: String,
    words: String,
}

#[test]
fn glossary_words_are_those_of_each_language() {
    let mut wrong = Vec::new();
    for (language, rules) in rules() {
        for text in texts(&language) {
            wrong.extend(avoided_words(&rules, &text.words).map(|fault| text.fault(&fault)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn glossary_punctuation_is_that_of_each_language() {
    let mut wrong = Vec::new();
    for (language, rules) in rules() {
        for text in texts(&language) {
            wrong.extend(punctuation(&rules, &text.words).iter().map(|fault| text.fault(fault)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn glossary_has_rules_and_texts_for_every_language() {
    let rules = rules();
    let languages: BTreeSet<&str> = rules.keys().map(String::as_str).collect();
    assert_eq!(languages, BTreeSet::from(LANGUAGES));
    let folders = ["widget/texts", "edge/texts", "shared/policies", "shared/statutes"];
    for language in LANGUAGES {
        let texts = texts(language);
        for folder in folders {
            let is_read = texts.iter().any(|text| text.place.starts_with(folder));
            assert!(is_read, "no text of `{language}` in {folder}");
        }
    }
}

#[test]
fn glossary_finds_faults() {
    let rules = rules();
    for (language, text, fault) in [
        ("de", "Rückporto wird erstattet", "`Rückporto`: Rücksendekosten"),
        ("de", "Zwei Coupons", "`Coupon*`: Gutschein"),
        ("de", "Die „Antwort\"", "`\"`: „ “"),
        ("pt", "o seu artigo", "`artigo*`: produto"),
        ("zh", "把东西寄回", "`东西`: 物品"),
        ("zh", "退货,退款", "`,` after a Han character: ，"),
        ("fr", "Pourquoi ?", "`?` has no U+202F before it"),
        ("fr", "«Oui\u{a0}»", "`«` has no U+00A0 after it"),
        ("es", "Por qué?", "`¿` and `?` do not come equally often"),
        ("ar", "نعم, لا", "`,`: ،"),
    ] {
        let found: Vec<String> = avoided_words(&rules[language], text)
            .chain(punctuation(&rules[language], text))
            .collect();
        assert!(found.iter().any(|one| one == fault), "{language} {text}: {found:?}");
    }
    for (language, text) in [
        ("de", "Export und Portal"),
        ("fr", "Pourquoi\u{202f}? «\u{a0}Oui\u{a0}»\u{a0}: {date}"),
        ("es", "¿Por qué? {email}"),
        ("zh", "退货，iPhone, HEIC"),
    ] {
        assert_eq!(avoided_words(&rules[language], text).next(), None, "{text}");
        assert_eq!(punctuation(&rules[language], text), [""; 0], "{text}");
    }
}

impl Text {
    fn fault(&self, fault: &str) -> String {
        format!("{}: {fault}, in: {}", self.place, self.words)
    }
}

fn rules() -> BTreeMap<String, Table> {
    let text = read(&crate::root().join("shared/policies/glossary.toml"));
    let rules: Table = text.parse().unwrap();
    rules
        .into_iter()
        .map(|(language, rules)| (language, rules.as_table().unwrap().clone()))
        .collect()
}

/// The texts of a language: of the interface, of the Worker's pages, of the policies and statutes.
fn texts(language: &str) -> Vec<Text> {
    let root = crate::root();
    let mut texts = Vec::new();
    for path in text_files() {
        let place = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        let table: Table = read(&path).parse().unwrap();
        if place.starts_with("shared/statutes") {
            notices(&table, language, &place, &mut texts);
        } else if path.file_stem().is_some_and(|stem| stem == language) {
            collect(&Value::Table(table), &place, &mut texts);
        }
    }
    texts
}

fn text_files() -> Vec<PathBuf> {
    let root = crate::root();
    let folders = ["widget/texts", "edge/texts", "shared/policies", "shared/statutes"]
        .map(|folder| root.join(folder).to_string_lossy().into_owned());
    let files = files_below(&folders.iter().map(String::as_str).collect::<Vec<_>>());
    let is_text = |path: &PathBuf| {
        let parent = path.parent().and_then(|folder| folder.file_name());
        path.extension().is_some_and(|end| end == "toml")
            && parent.is_some_and(|name| name == "texts" || name == "statutes")
    };
    files.into_iter().filter(is_text).collect()
}

fn notices(statutes: &Table, language: &str, place: &str, texts: &mut Vec<Text>) {
    for right in statutes["right"].as_array().unwrap() {
        let id = right["id"].as_str().unwrap();
        collect(&right["notice"][language], &format!("{place} {id}"), texts);
    }
}

/// The texts below a value. Names by which countries are found are not shown, and placeholders are
/// no words.
fn collect(value: &Value, place: &str, texts: &mut Vec<Text>) {
    match value {
        Value::String(words) => {
            texts.push(Text { place: place.to_owned(), words: without_slots(words) });
        }
        Value::Table(table) => {
            for (key, value) in table.iter().filter(|(key, _)| *key != "other_names") {
                collect(value, &format!("{place} {key}"), texts);
            }
        }
        _ => {}
    }
}

fn without_slots(text: &str) -> String {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('}').map_or(part, |(_, rest)| rest))
}

fn avoided_words<'a>(rules: &'a Table, text: &str) -> impl Iterator<Item = String> + use<'a> {
    let text = text.to_lowercase();
    let words = rules["avoid"].as_table().unwrap().iter();
    words
        .filter(move |(word, _)| contains_word(&text, &word.to_lowercase()))
        .map(|(word, term)| format!("`{word}`: {}", term.as_str().unwrap()))
}

/// Whether a text has a word. Chinese has no spaces: there, it is enough that the text contains it.
fn contains_word(text: &str, pattern: &str) -> bool {
    let word = pattern.trim_matches('*');
    let is_letter = |c: char| c.is_alphanumeric() && !is_han(c);
    text.match_indices(word).any(|(at, found)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|after| after.chars().next());
        (pattern.starts_with('*') || !before.is_some_and(is_letter))
            && (pattern.ends_with('*') || !after.is_some_and(is_letter))
    })
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn punctuation(rules: &Table, text: &str) -> Vec<String> {
    let marks = rules["punctuation"].as_table().unwrap();
    let characters: Vec<char> = text.chars().collect();
    let mut faults = Vec::new();
    for (index, mark) in characters.iter().enumerate() {
        let neighbour = |at: Option<usize>| at.and_then(|at| characters.get(at)).copied();
        let (before, after) = (neighbour(index.checked_sub(1)), neighbour(Some(index + 1)));
        if let Some(instead) = rule(marks, "never", *mark) {
            faults.push(format!("`{mark}`: {instead}"));
        }
        if let Some(instead) =
            rule(marks, "after_han", *mark).filter(|_| before.is_some_and(is_han))
        {
            faults.push(format!("`{mark}` after a Han character: {instead}"));
        }
        for (side, neighbour) in [("before", before), ("after", after)] {
            let expected = rule(marks, side, *mark).and_then(|text| text.chars().next());
            if let Some(expected) = expected.filter(|_| index > 0 || side == "after")
                && neighbour != Some(expected)
            {
                faults.push(format!("`{mark}` has no U+{:04X} {side} it", u32::from(expected)));
            }
        }
    }
    faults.extend(unequal_pairs(marks, text));
    faults
}

fn rule<'a>(marks: &'a Table, kind: &str, mark: char) -> Option<&'a str> {
    marks.get(kind)?.get(mark.to_string())?.as_str()
}

fn unequal_pairs(marks: &Table, text: &str) -> Vec<String> {
    let pairs = marks["pairs"].as_array().unwrap().iter().filter_map(Value::as_str);
    let mut faults = Vec::new();
    for pair in pairs {
        let [open, close] = pair.chars().collect::<Vec<_>>()[..] else {
            panic!("`{pair}` is no pair")
        };
        if text.matches(open).count() != text.matches(close).count() {
            faults.push(format!("`{open}` and `{close}` do not come equally often"));
        }
    }
    faults
}
