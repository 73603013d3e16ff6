//! Interface messages by key, and their slots. English is built in; another language is loaded as
//! one file, and a message that it lacks is shown in English.

use recourse::claim::message_code;
use std::cell::{Cell, RefCell};

/// English: one line for each key, `key=message`.
static ENGLISH: &str = include_str!(concat!(env!("OUT_DIR"), "/messages.txt"));

thread_local! {
    /// The English messages of the request, which are loaded with its pages.
    static REQUEST: Cell<&'static str> = const { Cell::new("") };
    /// The languages that this page has loaded, by their tags.
    static LOADED: RefCell<Vec<(String, &'static str)>> = const { RefCell::new(Vec::new()) };
}

/// The interface messages of one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Messages {
    /// In the same form as [`ENGLISH`].
    text: &'static str,
    /// The language of policy texts that do not exist in the shopper's language.
    other_language: &'static str,
}

impl Messages {
    /// The messages of a loaded file; English without rows. A language stays in memory for the life
    /// of the page, however often widgets are mounted, as does the tag of the other language: two
    /// bytes.
    pub(crate) fn load(
        language: &str,
        rows: &[(String, String)],
        other_language: &str,
    ) -> Messages {
        let text = if rows.is_empty() { ENGLISH } else { Messages::loaded(language, rows) };
        Messages { text, other_language: other_language.to_owned().leak() }
    }

    fn loaded(language: &str, rows: &[(String, String)]) -> &'static str {
        LOADED.with_borrow_mut(|loaded| {
            if let Some((_, text)) = loaded.iter().find(|(name, _)| name == language) {
                return *text;
            }
            let text: String = rows.iter().map(|(key, text)| format!("{key}={text}\n")).collect();
            let text: &'static str = text.leak();
            loaded.push((language.to_owned(), text));
            text
        })
    }

    /// The language of policy texts that do not exist in the shopper's language.
    pub(crate) fn other_language(self) -> &'static str {
        self.other_language
    }

    /// The message for a key; the key itself where there is none.
    pub(crate) fn get(self, key: &'static str) -> &'static str {
        self.find(key).unwrap_or(key)
    }

    /// The message for a key that is not known at compile time, if there is one.
    pub(crate) fn find(self, key: &str) -> Option<&'static str> {
        let english = || find_line(ENGLISH, key).or_else(|| find_line(REQUEST.get(), key));
        find_line(self.text, key).or_else(english)
    }

    /// The message for a key with one slot filled.
    pub(crate) fn fill(self, key: &'static str, slot: &str, value: &str) -> String {
        self.get(key).replace(slot, value)
    }

    /// The message for a problem code.
    pub(crate) fn problem(self, code: &str) -> String {
        match self.find(message_code(code)) {
            Some(message) => message.to_owned(),
            None => self.fill("other_problem", "{code}", code),
        }
    }
}

/// Adds the English messages of the request.
pub(crate) fn add_request_messages() {
    REQUEST.set(include_str!(concat!(env!("OUT_DIR"), "/request.txt")));
}

fn find_line(text: &'static str, key: &str) -> Option<&'static str> {
    text.split('\n').find_map(|line| line.strip_prefix(key)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::Messages;
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
    fn messages_fall_back_to_english_and_then_to_the_key() {
        let german = Messages::load("de", &[("back".to_owned(), "Zurück".to_owned())], "en");
        assert_eq!(german.get("back"), "Zurück");
        assert_eq!(german.get("continue"), "Continue");
        assert_eq!(german.get("nothing"), "nothing");
        assert_eq!(german.other_language(), "en");
        assert_eq!(Messages::load("en", &[], "de").get("back"), "Back");
    }

    #[test]
    fn messages_fill_a_slot_wherever_it_is() {
        let rows = [("date".to_owned(), "{day}, {hour}: {day}{".to_owned())];
        let messages = Messages::load("xx", &rows, "en");
        assert_eq!(messages.fill("date", "{day}", "Monday"), "Monday, {hour}: Monday{");
        assert_eq!(messages.fill("back", "{day}", "Monday"), "Back");
    }

    /// The message keys that a source file contains.
    fn keys_in(file: &Path) -> Vec<String> {
        let text = fs::read_to_string(file).unwrap();
        let after = |call: &str| -> Vec<String> {
            let rests = text.split(call).skip(1);
            rests.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
        };
        [".get(\"", ".fill(\"", ".find(\"", ".date(\""].into_iter().flat_map(after).collect()
    }

    #[test]
    fn messages_of_the_request_are_used_by_its_pages_alone() {
        let words = fs::read_to_string("texts/en.toml").unwrap();
        let (_, request) = words.split_once("\n# The request.").unwrap();
        let later = |key: &String| request.contains(&format!("\n{key} = "));
        let mut seen = 0;
        for folder in ["src", "src/pages", "src/inputs", "src/components"] {
            for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                let name = file.file_name().unwrap().to_string_lossy().into_owned();
                let of_the_request = [
                    "claim.rs",
                    "photos.rs",
                    "receipt.rs",
                    "submit.rs",
                    "messages.rs",
                    "component_tests.rs",
                ]
                .contains(&name.as_str());
                if file.is_dir() || of_the_request {
                    continue;
                }
                let keys = keys_in(&file);
                seen += keys.len();
                let early: Vec<_> = keys.iter().filter(|key| later(key)).collect();
                assert!(
                    early.is_empty(),
                    "{}: {early:?} are loaded with the request",
                    file.display()
                );
            }
        }
        assert!(seen > 20, "{seen} messages found");
    }

    fn slots(text: &str) -> Vec<&str> {
        let mut slots: Vec<&str> =
            text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        slots.sort_unstable();
        slots
    }

    #[test]
    fn messages_have_the_same_keys_and_slots_in_every_language() {
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
