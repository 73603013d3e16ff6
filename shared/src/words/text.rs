//! Room `words`: the sentences people read, by key, one table per language. Rules never contain them.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A language tag (BCP 47, lower-case primary tag), for example `en` or `pt`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Language(String);

impl Language {
    /// Reads a tag of two to eight lower-case letters; anything else is `None`.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Language> {
        let good = (2..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_lowercase());
        good.then(|| Language(tag.to_string()))
    }

    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The texts of one policy in one language: flat keys such as `clause.doa-3-days` to plain sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts(pub BTreeMap<String, String>);

impl Texts {
    /// The sentence for a key, if this language has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Every key with its text, in the order of keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// The compact form that the Worker serves and the widget reads.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Reads what [`Texts::encode`] wrote; `None` for anything else.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Texts> {
        postcard::from_bytes(bytes).ok()
    }
}

/// The keys of [`Texts`], spelled in one place.
pub mod key {
    use alloc::format;
    use alloc::string::String;

    /// `topic.<id>.label`: what the shopper came for.
    #[must_use]
    pub fn topic(id: &str) -> String {
        format!("topic.{id}.label")
    }
    /// `topic.<id>.hint`.
    #[must_use]
    pub fn topic_hint(id: &str) -> String {
        format!("topic.{id}.hint")
    }
    /// `question.<id>.label`: the question as a heading.
    #[must_use]
    pub fn question(id: &str) -> String {
        format!("question.{id}.label")
    }
    /// `question.<id>.hint`.
    #[must_use]
    pub fn question_hint(id: &str) -> String {
        format!("question.{id}.hint")
    }
    /// `question.<id>.<unknown|none>`: the words for "I do not know" and "it does not exist".
    #[must_use]
    pub fn question_state(id: &str, state: &str) -> String {
        format!("question.{id}.{state}")
    }
    /// `question.<id>.option.<option>`.
    #[must_use]
    pub fn option(id: &str, option: &str) -> String {
        format!("question.{id}.option.{option}")
    }
    /// `<part>.<id>` for remedy, clause, step, proof, note, timer and statute.
    #[must_use]
    pub fn part(part: &str, id: &str) -> String {
        format!("{part}.{id}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_survive_their_bytes_and_reject_noise() {
        let mut texts = Texts::default();
        texts.0.insert(key::part("clause", "doa-3-days"), "Within 3 days.".to_string());
        assert_eq!(Texts::decode(&texts.encode()), Some(texts));
        assert_eq!(Texts::decode(&[255, 255, 255]), None);
    }
}
