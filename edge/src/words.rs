//! The interface's words, the same that the widget says, for pages that the edge makes itself.

/// Languages with their keys and words.
type Tables = &'static [(&'static str, &'static [(&'static str, &'static str)])];

static TABLES: Tables = include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The words of one language; what it lacks is said in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words(&'static str);

impl Words {
    /// The first language wished for that there is; `wishes` is a tag, or an `Accept-Language`.
    #[must_use]
    pub fn of(wishes: &str) -> Words {
        let tags = wishes.split(',').map(|one| one.split(['-', ';']).next().unwrap_or_default().trim());
        let known = |tag: &str| TABLES.iter().map(|(own, _)| *own).find(|own| own.eq_ignore_ascii_case(tag));
        Words(tags.filter_map(known).next().unwrap_or("en"))
    }

    /// The language's tag.
    #[must_use]
    pub fn language(self) -> &'static str {
        self.0
    }

    /// The words for a key, if there are any.
    #[must_use]
    pub fn find(self, key: &str) -> Option<&'static str> {
        let among = |tag: &str| {
            let (_, rows) = TABLES.iter().find(|(own, _)| *own == tag)?;
            rows.iter().find(|(own, _)| *own == key).map(|(_, words)| *words)
        };
        among(self.0).or_else(|| among("en"))
    }

    /// The words for a key; the key itself where there are none.
    #[must_use]
    pub fn word(self, key: &'static str) -> &'static str {
        self.find(key).unwrap_or(key)
    }

    /// The words for a key with a slot filled.
    #[must_use]
    pub fn fill(self, key: &'static str, slot: &str, value: &str) -> String {
        self.word(key).replace(slot, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_there_is_speaks() {
        for (wishes, spoken) in [
            ("", "en"),
            ("de", "de"),
            ("ar-EG", "ar"),
            ("xx, fr;q=0.8, de", "fr"),
            ("DE-at", "de"),
            ("*", "en"),
        ] {
            assert_eq!(Words::of(wishes).language(), spoken, "{wishes}");
        }
        assert_eq!(Words::of("de").word("back"), "Zurück");
    }
}
