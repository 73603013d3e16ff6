//! Module `types`: the texts for shoppers, by key, one table per language. Rules contain no texts.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A language tag (BCP 47, lower-case primary tag), for example `en` or `pt`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Language(String);

impl Language {
    /// Reads a tag of two to eight lower-case letters; `None` for anything else.
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

/// The direction of a language, as HTML's `dir` attribute has it: `rtl` or `ltr`. A region in the
/// tag is ignored.
#[must_use]
pub fn direction(language: &str) -> &'static str {
    match language.split('-').next() {
        Some("ar" | "fa" | "he" | "ur") => "rtl",
        _ => "ltr",
    }
}

/// The texts of one policy in one language: from flat keys such as `clause.doa-3-days` to plain
/// sentences. A list sorted by key, because it is only read: a tree would add to the shopper's
/// download.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts(Vec<(String, String)>);

impl Texts {
    /// The sentence for a key, if this language has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        let index = self.0.binary_search_by(|(known, _)| known.as_str().cmp(key)).ok()?;
        self.0.get(index).map(|(_, text)| text.as_str())
    }

    /// Inserts a text; it replaces the text that the key had before.
    pub fn insert(&mut self, key: String, text: String) {
        match self.0.binary_search_by(|(known, _)| known.cmp(&key)) {
            Ok(index) => {
                if let Some((_, known)) = self.0.get_mut(index) {
                    *known = text;
                }
            }
            Err(index) => self.0.insert(index, (key, text)),
        }
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
        let Ok((Texts(texts), [])) = postcard::take_from_bytes(bytes) else { return None };
        texts.is_sorted_by(|(one, _), (next, _)| one < next).then_some(Texts(texts))
    }
}

/// A fallback text, in another language than the text around it, enclosed in Unicode isolates (FSI
/// and PDI, UAX #9): it is displayed in its own direction in any surrounding text. A page that
/// shows it alone also sets its language (WCAG 3.1.2).
#[must_use]
pub fn foreign(text: &str) -> String {
    joined(&["\u{2068}", text, "\u{2069}"], "")
}

/// A text without the isolates of [`foreign`], for what is not shown on a page, such as the subject
/// of a message.
#[must_use]
pub fn without_isolates(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// Joins texts with a text between them. The standard library's `join` is made for long lists and
/// adds a kilobyte to the download.
#[must_use]
pub fn joined(parts: &[impl AsRef<str>], between: &str) -> String {
    let mut text = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            text.push_str(between);
        }
        text.push_str(part.as_ref());
    }
    text
}

/// Whether the text is exactly one that [`foreign`] has marked.
#[must_use]
pub fn is_foreign(text: &str) -> bool {
    text.starts_with('\u{2068}') && text.ends_with('\u{2069}')
}

/// The keys of [`Texts`], defined in one place.
pub mod key {
    use alloc::format;
    use alloc::string::String;

    /// `topic.<id>.label`: the topic as an option.
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
    /// `question.<id>.<unknown|none>`: the text of the answers "I do not know" and "it does not
    /// exist".
    #[must_use]
    pub fn question_state(id: &str, state: &str) -> String {
        format!("question.{id}.{state}")
    }
    /// `question.<id>.option.<option>`.
    #[must_use]
    pub fn option(id: &str, option: &str) -> String {
        format!("question.{id}.option.{option}")
    }
    /// `<part>.<id>` for a remedy, clause, step, proof, note, timer or statute; and for the
    /// interpretation of a clause, by the clause's id, in languages other than the policy's own.
    #[must_use]
    pub fn part(part: &str, id: &str) -> String {
        format!("{part}.{id}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_survive_encoding_and_reject_other_bytes() {
        let mut texts = Texts::default();
        texts.insert(key::part("remedy", "refund"), "Money back.".to_string());
        texts.insert(key::part("clause", "doa-3-days"), "Within 5 days.".to_string());
        texts.insert(key::part("clause", "doa-3-days"), "Within 3 days.".to_string());
        assert_eq!(texts.get("clause.doa-3-days"), Some("Within 3 days."));
        assert_eq!(texts.get("clause.doa"), None);
        assert_eq!(Texts::decode(&texts.encode()), Some(texts.clone()));
        assert_eq!(Texts::decode(&[255, 255, 255]), None);
        texts.0.reverse();
        assert_eq!(Texts::decode(&texts.encode()), None, "out of order, a key would not be found");
    }
}
