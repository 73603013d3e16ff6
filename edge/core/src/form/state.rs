//! The fields of a page of the interview, parsed. Every page carries all of them, so the edge
//! stores nothing between two pages.

use super::Field;
use axum::body::Bytes;
use recourse::claim::SentPhoto;
use recourse::policy::Policy;
use recourse::question::{Answer, Question, Typed};
use recourse::types::{QuestionId, TopicId};
use std::collections::BTreeMap;

/// The field that says that the shopper sends the claim although a required proof is missing.
pub const CONFIRMED: &str = "sure";

/// The plain text fields of the form.
const TEXT_FIELDS: [&str; 10] = [
    "email",
    "order",
    "name",
    "note",
    "remedy",
    "ticket",
    "lang",
    "reading",
    "reading_of",
    CONFIRMED,
];

/// The fields of the form, parsed.
#[derive(Debug, Default)]
pub struct FormState {
    /// The chosen topic.
    pub topic: Option<TopicId>,
    /// The question on the page that was sent.
    pub asked: Option<QuestionId>,
    /// The value of the pressed button.
    pub action: String,
    /// Answers in their text form, by question.
    pub answers: BTreeMap<String, String>,
    /// The typed text of the question on the page, where it is not an answer.
    pub typed: Option<String>,
    /// The answers that the typed text can mean, where there are several.
    pub readings: Vec<Answer>,
    /// The plain text fields.
    pub fields: BTreeMap<String, String>,
    /// The proofs that are ready.
    pub proofs: Vec<String>,
    /// Photos that are stored already.
    pub photos: Vec<SentPhoto>,
    /// Photos in this form, each with its proof.
    pub files: Vec<(String, Bytes)>,
}

impl FormState {
    /// Parses the fields; `language` is the language in which the shopper types.
    #[must_use]
    pub fn parse(policy: &Policy, language: &str, fields: &[Field]) -> FormState {
        let mut state = FormState { asked: asked(policy, fields), ..FormState::default() };
        for field in fields {
            match field.is_file {
                true => state.add_file(field),
                false => state.add_text(policy, language, &field.name, field.text()),
            }
        }
        if let Some(question) = state.asked.as_ref().and_then(|id| policy.question(id)) {
            state.apply_chosen_reading(question);
        }
        state
    }

    fn add_file(&mut self, field: &Field) {
        let proof = field.name.strip_prefix("file:").unwrap_or_default();
        if !field.bytes.is_empty() {
            self.files.push((proof.to_owned(), field.bytes.clone()));
        }
    }

    fn add_text(&mut self, policy: &Policy, language: &str, name: &str, text: String) {
        match name {
            "topic" => self.topic = known_topic(policy, &text),
            "do" => self.action = text,
            "proof" => self.proofs.push(text),
            "photo" => self.photos.extend(stored_photo(&text)),
            _ if TEXT_FIELDS.contains(&name) => {
                self.fields.insert(name.to_owned(), text);
            }
            _ => self.add_answer(policy, language, name, text),
        }
    }

    /// Adds the answer of a field `a:{question}`. A question that the policy does not have is
    /// ignored. "I do not know" follows the input of its question, so the later field counts.
    fn add_answer(&mut self, policy: &Policy, language: &str, name: &str, text: String) {
        let Some(id) = name.strip_prefix("a:").and_then(|id| QuestionId::parse(id).ok()) else {
            return;
        };
        let Some(question) = policy.question(&id).filter(|_| !text.is_empty()) else { return };
        if self.asked.as_ref() == Some(&id) {
            self.add_typed_answer(question, text, language);
        } else {
            self.answers.insert(id.to_string(), text);
        }
    }

    fn add_typed_answer(&mut self, question: &Question, text: String, language: &str) {
        (self.typed, self.readings) = (None, Vec::new());
        match question.typed(&text, language) {
            Typed::Text(answer) if Answer::parse(question, &answer).is_ok() => {
                self.answers.insert(question.id.to_string(), answer);
            }
            Typed::Text(_) => self.typed = Some(text),
            Typed::Ask(readings) => (self.typed, self.readings) = (Some(text), readings),
        }
    }

    /// Applies the reading that the shopper chose, if the typed text has not changed since.
    fn apply_chosen_reading(&mut self, question: &Question) {
        let is_chosen = |reading: &&Answer| reading.to_string() == self.field("reading");
        let Some(chosen) = self.readings.iter().find(is_chosen).map(ToString::to_string) else {
            return;
        };
        if self.typed.as_deref() == Some(self.field("reading_of")) {
            self.answers.insert(question.id.to_string(), chosen);
            (self.typed, self.readings) = (None, Vec::new());
        }
    }

    /// The answer to a question, in its text form.
    #[must_use]
    pub fn answer(&self, question: &str) -> Option<&str> {
        self.answers.get(question).map(String::as_str)
    }

    /// A plain text field, trimmed; empty where it was not sent.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |text| text.trim())
    }
}

/// The question on the page that was sent, where the policy has it.
fn asked(policy: &Policy, fields: &[Field]) -> Option<QuestionId> {
    let field = fields.iter().find(|field| field.name == "asked" && !field.is_file)?;
    let id = QuestionId::parse(&field.text()).ok()?;
    policy.question(&id).is_some().then_some(id)
}

fn known_topic(policy: &Policy, text: &str) -> Option<TopicId> {
    TopicId::parse(text).ok().filter(|id| policy.topic(id).is_some())
}

/// A stored photo, as the form carries it: its proof, a slash and its name.
fn stored_photo(text: &str) -> Option<SentPhoto> {
    let (proof, photo) = text.split_once('/')?;
    Some(SentPhoto { proof: proof.to_owned(), photo: photo.to_owned() })
}
