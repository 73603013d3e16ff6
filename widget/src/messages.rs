//! Interface words by key, and their slots. English is built in; another language comes as one
//! file, and what it lacks is said in English.

use recourse::claim::message_code;
use recourse::types::joined;
use std::cell::Cell;

/// English: a line a key, `key=words`. One text, because a table would be mostly addresses, and
/// those do not get smaller.
static ENGLISH: &str = include_str!(concat!(env!("OUT_DIR"), "/messages.txt"));

/// The words of a language, in the same form; and the language of what is said in none of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Messages(&'static str, &'static str);

impl Messages {
    /// The words of a file as it was loaded. Each language is kept for the life of the page,
    /// however often it is mounted; so is, anew each time, the name of the one that stands in: two
    /// bytes.
    pub(crate) fn of(language: &str, rows: &[(String, String)], foreign: &str) -> Messages {
        let foreign = Box::leak(foreign.to_owned().into_boxed_str());
        if rows.is_empty() {
            return Messages(ENGLISH, foreign);
        }
        Messages(Messages::kept(language, rows), foreign)
    }

    fn kept(language: &str, rows: &[(String, String)]) -> &'static str {
        thread_local!(static KNOWN: Cell<Vec<(String, &'static str)>> = const { Cell::new(Vec::new()) });
        let mut known = KNOWN.take();
        let found = known.iter().find(|(name, _)| name == language).map(|(_, words)| *words);
        let words = found.unwrap_or_else(|| {
            let mut text = String::new();
            for (key, words) in rows {
                text.push_str(&joined(&[key, "=", words, "\n"], ""));
            }
            Box::leak(text.into_boxed_str())
        });
        if found.is_none() {
            known.push((language.to_owned(), words));
        }
        KNOWN.set(known);
        words
    }
}

thread_local!(static CURRENT: Cell<Messages> = const { Cell::new(Messages(ENGLISH, "en")) });

thread_local!(static REQUEST: Cell<&'static str> = const { Cell::new("") });

/// Adds the English words of the request, which come with its part.
pub(crate) fn add_request(words: &'static str) {
    REQUEST.set(words);
}

/// What is spoken just now. Whatever is made to run later remembers it (`element.rs`), so that two
/// widgets of one page can speak two languages. Leptos' contexts would do the same for a kilobyte.
pub(crate) fn current_locale() -> Messages {
    CURRENT.get()
}

/// The language of what is not in the one spoken.
pub(crate) fn foreign_language() -> &'static str {
    CURRENT.get().1
}

/// Speaks from here on, to the end of what was begun in another language.
pub(crate) fn set_locale(words: Messages) {
    CURRENT.set(words);
}

/// Does something in a language.
pub(crate) fn with_locale(words: Messages, act: &mut dyn FnMut()) {
    let before = CURRENT.replace(words);
    act();
    CURRENT.set(before);
}

/// The words for a key; the key itself where there are none.
pub(crate) fn message(key: &'static str) -> &'static str {
    find(key).unwrap_or(key)
}

/// The words for a key that came from outside, if there are any.
pub(crate) fn find(key: &str) -> Option<&'static str> {
    let english = || among(ENGLISH, key).or_else(|| among(REQUEST.get(), key));
    among(current_locale().0, key).or_else(english)
}

fn among(text: &'static str, key: &str) -> Option<&'static str> {
    text.split('\n').find_map(|line| line.strip_prefix(key)?.strip_prefix('='))
}

/// What a shop's refusal says, by its code.
pub(crate) fn refusal(code: &str) -> String {
    find(message_code(code)).map_or_else(|| fill("other_problem", "{code}", code), str::to_owned)
}

/// The words for a key with one slot filled.
pub(crate) fn fill(key: &'static str, slot: &str, value: &str) -> String {
    filled(message(key), slot, Some(value)).unwrap_or_default()
}

/// A text with a slot, such as `{date}`, filled; `None` where it has the slot and there is no
/// value. Not `str::replace`: how that searches is made for long texts, and a kilobyte.
pub(crate) fn filled(text: &str, slot: &str, value: Option<&str>) -> Option<String> {
    let name = slot.strip_prefix('{').unwrap_or(slot);
    let mut parts = text.split('{');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        if let Some(rest) = part.strip_prefix(name) {
            whole.push_str(value?);
            whole.push_str(rest);
        } else {
            whole.push('{');
            whole.push_str(part);
        }
    }
    Some(whole)
}

/// Whether a text has a part, which is not empty. Not `str::contains`: how that searches is made
/// for long texts, and a kilobyte.
pub(crate) fn has(text: &str, part: &str) -> bool {
    text.as_bytes().windows(part.len()).any(|bytes| bytes == part.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{Messages, filled, has, message, set_locale, with_locale};
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;

    fn languages() -> BTreeMap<String, BTreeMap<String, String>> {
        let files = fs::read_dir("texts").unwrap().map(|entry| entry.unwrap().path());
        let read = |path: std::path::PathBuf| {
            let table: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
            let rows = table
                .into_iter()
                .map(|(key, words)| (key, words.as_str().unwrap().to_owned()))
                .collect();
            (path.file_stem().unwrap().to_string_lossy().into_owned(), rows)
        };
        files.map(read).collect()
    }

    #[test]
    fn what_is_begun_in_a_language_ends_in_it() {
        let german = Messages::of("de", &[("back".to_owned(), "Zurück".to_owned())], "en");
        let english = Messages::of("en", &[], "en");
        with_locale(german, &mut || {
            assert_eq!(message("back"), "Zurück");
            with_locale(english, &mut || assert_eq!(message("back"), "Back"));
            assert_eq!(message("back"), "Zurück");
            set_locale(english);
            assert_eq!(message("back"), "Back");
        });
        assert_eq!(message("back"), "Back");
    }

    #[test]
    fn a_slot_is_filled_wherever_it_stands_and_others_stay() {
        let fill = |text| filled(text, "{day}", Some("Monday"));
        assert_eq!(fill("{day}, {hour}: {day}{").as_deref(), Some("Monday, {hour}: Monday{"));
        assert_eq!(fill("no slot").as_deref(), Some("no slot"));
        assert_eq!(filled("no slot", "{day}", None).as_deref(), Some("no slot"));
        assert_eq!(filled("by {day}", "{day}", None), None);
        assert!(
            has("a text", "te") && has("a text", "a text") && !has("a text", "tt") && !has("", "a")
        );
    }

    /// The keys that a source says as they stand.
    fn said(file: &Path) -> Vec<String> {
        let text = fs::read_to_string(file).unwrap();
        let after = |call: &str| -> Vec<String> {
            let rests = text.split(call).skip(1);
            rests.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
        };
        ["message(\"", "fill(\"", "find(\"", "dated(shop, \""].into_iter().flat_map(after).collect()
    }

    #[test]
    fn nothing_before_the_request_says_its_words() {
        let words = fs::read_to_string("texts/en.toml").unwrap();
        let (_, request) = words.split_once("\n# The request.").unwrap();
        let later = |key: &String| request.contains(&format!("\n{key} = "));
        let mut seen = 0;
        for folder in ["src", "src/pages", "src/inputs"] {
            for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                let name = file.file_name().unwrap().to_string_lossy().into_owned();
                let of_the_request =
                    ["claim.rs", "photos.rs", "receipt.rs", "messages.rs"].contains(&name.as_str());
                if file.is_dir() || of_the_request {
                    continue;
                }
                let keys = said(&file);
                seen += keys.len();
                let early: Vec<_> = keys.iter().filter(|key| later(key)).collect();
                assert!(early.is_empty(), "{}: {early:?} come with the request", file.display());
            }
        }
        assert!(seen > 20, "{seen} words found");
    }

    fn slots(text: &str) -> Vec<&str> {
        let mut slots: Vec<&str> =
            text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        slots.sort_unstable();
        slots
    }

    #[test]
    fn every_language_says_everything_with_the_same_slots() {
        let languages = languages();
        assert!(languages.len() >= 7, "{:?}", languages.keys());
        let english = &languages["en"];
        for (language, words) in &languages {
            let keys = |words: &BTreeMap<String, String>| words.keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys(words), keys(english), "{language}");
            for (key, text) in words {
                assert!(!text.contains('\n') && !key.contains('='), "{language} {key}: one line");
                assert_eq!(slots(text), slots(&english[key]), "{language} {key}");
                assert!(!text.trim().is_empty(), "{language} {key}");
            }
        }
    }
}
