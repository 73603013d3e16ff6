//! Module `i18n`: interface messages for the Worker's own pages, the same as the widget's. English
//! is compiled in; another language is fetched from the site's files when it is first needed and
//! cached for the life of the isolate.

use crate::ports::Localizer;
use recourse::claim::message_code;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// The languages of the interface.
static LANGUAGES: &[&str] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));
/// The messages in English, which are compiled in.
const ENGLISH: &str = include_str!(concat!(env!("OUT_DIR"), "/messages.en.json"));

type Table = BTreeMap<String, String>;

/// The messages of one language; a missing one is in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Messages {
    language: &'static str,
    table: &'static Table,
}

impl Messages {
    /// The messages in the first known language of a tag or an `Accept-Language`; in English where
    /// they are unavailable.
    pub async fn of(localizer: &dyn Localizer, wishes: &str) -> Messages {
        let language = chosen(wishes);
        let english = Messages { language: "en", table: english() };
        if language == "en" {
            return english;
        }
        if let Some(table) = kept(language, None) {
            return Messages { language, table };
        }
        let read =
            localizer.messages(language).await.and_then(|text| serde_json::from_str(&text).ok());
        let table = read.and_then(|table| kept(language, Some(table)));
        table.map_or(english, |table| Messages { language, table })
    }

    /// The language's tag.
    #[must_use]
    pub fn language(self) -> &'static str {
        self.language
    }

    /// The message of a key, if there is one.
    #[must_use]
    pub fn find(self, key: &str) -> Option<&'static str> {
        self.table.get(key).or_else(|| english().get(key)).map(String::as_str)
    }

    /// The message of a problem, by its code.
    #[must_use]
    pub fn refusal(self, code: &str) -> String {
        self.find(message_code(code))
            .map_or_else(|| self.fill("other_problem", "{code}", code), str::to_owned)
    }

    /// The message of a key; the key itself where there is none.
    #[must_use]
    pub fn message(self, key: &'static str) -> &'static str {
        self.find(key).unwrap_or(key)
    }

    /// The message of a key with a slot filled.
    #[must_use]
    pub fn fill(self, key: &'static str, slot: &str, value: &str) -> String {
        self.message(key).replace(slot, value)
    }
}

fn chosen(wishes: &str) -> &'static str {
    let tags = wishes.split(',').map(|one| one.split(['-', ';']).next().unwrap_or_default().trim());
    let known = |tag: &str| LANGUAGES.iter().copied().find(|own| own.eq_ignore_ascii_case(tag));
    tags.filter_map(known).next().unwrap_or("en")
}

fn english() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| serde_json::from_str(ENGLISH).unwrap_or_default())
}

/// The table of a language, leaked once so that it is `'static`.
fn kept(language: &'static str, fresh: Option<Table>) -> Option<&'static Table> {
    static TABLES: Mutex<Vec<(&'static str, &'static Table)>> = Mutex::new(Vec::new());
    let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
    let known = tables.iter().find(|(own, _)| *own == language).map(|(_, table)| *table);
    if let (None, Some(fresh)) = (known, fresh) {
        let table: &'static Table = Box::leak(Box::new(fresh));
        tables.push((language, table));
        return Some(table);
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::PlainLocalizer;

    #[tokio::test]
    async fn localization_takes_the_first_known_language() {
        for (wishes, spoken) in [
            ("", "en"),
            ("de", "de"),
            ("ar-EG", "ar"),
            ("xx, fr;q=0.8, de", "fr"),
            ("DE-at", "de"),
            ("*", "en"),
        ] {
            assert_eq!(Messages::of(&PlainLocalizer, wishes).await.language(), spoken, "{wishes}");
        }
        assert_eq!(Messages::of(&PlainLocalizer, "de").await.message("back"), "Zurück");
    }
}
