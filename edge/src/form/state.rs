//! What a page was sent with, and what it is made from.

use super::claim::SURE;
use super::multipart::Part;
use crate::messages::Messages;
use crate::policies::Served;
use crate::ports::Localizer;
use recourse::claim::{ContactDetails, SentPhoto, Submission};
use recourse::interview::{Next, Replay, replay};
use recourse::policy::Policy;
use recourse::question::{Answer, Facts, Question, Typed};
use recourse::types::{Day, QuestionId, Texts, TopicId, foreign, is_foreign};
use std::collections::BTreeMap;

/// The fields that a page of the form has, besides answers, proofs, photos and what leads on.
const FIELDS: [&str; 10] =
    ["email", "order", "name", "note", "remedy", "ticket", "lang", "reading", "reading_of", SURE];

/// The fields of a form, read.
#[derive(Debug, Default)]
pub(crate) struct FormState<'a> {
    pub(crate) topic: Option<TopicId>,
    /// The question on the page that was sent.
    pub(crate) asked: Option<QuestionId>,
    /// What the button does that was pressed.
    pub(crate) act: String,
    /// Answers in their text form.
    pub(crate) answers: BTreeMap<String, String>,
    /// What was typed into the field of the question asked, where that is no answer.
    pub(crate) typed: Option<String>,
    /// The answers that it may be, where it has to be asked.
    pub(crate) readings: Vec<Answer>,
    /// The other fields: e-mail and so on.
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) proofs: Vec<String>,
    /// Photos taken already.
    pub(crate) photos: Vec<SentPhoto>,
    /// Photos that come with this form, each with its proof.
    pub(crate) files: Vec<(String, &'a [u8])>,
}

impl<'a> FormState<'a> {
    /// Reads the fields; what was typed is read in the language of the page.
    pub(crate) fn read(policy: &Policy, language: &str, parts: &[Part<'a>]) -> FormState<'a> {
        let asked = parts.iter().find(|part| part.name == "asked").map(Part::text);
        let asked = asked.and_then(|id| policy.question(&QuestionId::parse(&id).ok()?));
        let mut state = FormState::default();
        for part in parts {
            let text = || part.text();
            match part.name.as_str() {
                _ if part.file => {
                    let proof = part.name.strip_prefix("file:").unwrap_or_default().to_owned();
                    // A file that was not chosen is sent as well, empty.
                    state.files.extend((!part.bytes.is_empty()).then_some((proof, part.bytes)));
                }
                "topic" => {
                    state.topic =
                        TopicId::parse(&text()).ok().filter(|id| policy.topic(id).is_some());
                }
                "asked" => state.asked = QuestionId::parse(&text()).ok(),
                "do" => state.act = text(),
                "proof" => state.proofs.push(text()),
                "photo" => {
                    let pair = text();
                    let pair = pair
                        .split_once('/')
                        .map(|(proof, photo)| (proof.to_owned(), photo.to_owned()));
                    state.photos.extend(pair.map(|(proof, photo)| SentPhoto { proof, photo }));
                }
                name => match name.strip_prefix("a:") {
                    // "I do not know" stands after the field: where it is chosen, it counts.
                    Some(id) if !part.bytes.is_empty() => {
                        let answered =
                            QuestionId::parse(id).ok().and_then(|id| policy.question(&id));
                        match asked.filter(|asked| asked.id.as_str() == id) {
                            Some(asked) => state.type_answer(asked, &text(), language),
                            None => state.answers.extend(answered.map(|_| (id.to_owned(), text()))),
                        }
                    }
                    None if FIELDS.contains(&name) => {
                        drop(state.fields.insert(name.to_owned(), text()))
                    }
                    _ => {}
                },
            }
        }
        if let Some(asked) = asked {
            state.choose_reading(asked);
        }
        state
    }

    /// Takes what was typed into the field of a question, or chosen beside it.
    fn type_answer(&mut self, asked: &Question, text: &str, language: &str) {
        (self.typed, self.readings) = (None, Vec::new());
        match asked.typed(text, language) {
            Typed::Text(form) if Answer::parse(asked, &form).is_ok() => {
                self.answers.insert(asked.id.to_string(), form);
            }
            Typed::Text(_) => self.typed = Some(text.to_owned()),
            Typed::Ask(readings) => (self.typed, self.readings) = (Some(text.to_owned()), readings),
        }
    }

    /// One of the readings was chosen, and what was typed is still the same.
    fn choose_reading(&mut self, asked: &Question) {
        let chosen = self
            .readings
            .iter()
            .map(ToString::to_string)
            .find(|form| *form == self.field("reading"));
        if let Some(form) =
            chosen.filter(|_| self.typed.as_deref() == Some(self.field("reading_of")))
        {
            self.answers.insert(asked.id.to_string(), form);
            (self.typed, self.readings) = (None, Vec::new());
        }
    }

    pub(crate) fn answer(&self, id: &str) -> Option<&str> {
        self.answers.get(id).map(String::as_str)
    }

    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |text| text.trim())
    }
}

/// Everything that a page is made from.
pub(crate) struct PageContext<'a> {
    pub(crate) served: &'a Served,
    pub(crate) texts: Texts,
    /// The language that the texts are in.
    pub(crate) written: &'static str,
    pub(crate) messages: Messages,
    pub(crate) localizer: &'a dyn Localizer,
    pub(crate) today: Day,
    pub(crate) state: &'a FormState<'a>,
}

impl PageContext<'_> {
    pub(crate) fn policy(&self) -> &Policy {
        &self.served.policy
    }

    /// The policy's words for a key with its slots filled; `None` where a slot has no value.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        let mut text = self.texts.get(key)?.to_owned();
        for (slot, value) in self.policy().parts().slots() {
            if text.contains(slot) {
                text = text.replace(slot, value?);
            }
        }
        Some(self.marked(self.written, text))
    }

    /// What the shop's page says, in the language that it says it in.
    pub(crate) fn original(&self, text: &str) -> String {
        self.marked(self.policy().parts().language.as_str(), text.to_owned())
    }

    fn marked(&self, language: &str, text: String) -> String {
        if language == self.messages.language() || is_foreign(&text) {
            text
        } else {
            foreign(&text)
        }
    }

    /// A whole page, which says whose it is: it stands at an address that is not the shop's.
    pub(crate) fn page(&self, title: &str, body: &str) -> String {
        let parts = self.policy().parts();
        let (own, policy, shop) = (self.messages.language(), parts.language.as_str(), &parts.name);
        let body = format!("<p class=\"shop\">{}</p>{body}", super::html::escape(shop));
        let foreign = if self.written == own { policy } else { self.written };
        super::html::page(own, foreign, &format!("{title} · {shop}"), &body)
    }

    /// The words for a key, or its last part where there are none.
    pub(crate) fn say(&self, key: &str) -> String {
        let last = || key.rsplit('.').next().unwrap_or_default().replace(['-', '_'], " ");
        self.text(key).unwrap_or_else(last)
    }

    pub(crate) fn day(&self, day: Day) -> String {
        self.localizer.day(self.messages.language(), day)
    }

    /// The answers that the form carries, as far as they are taken: those that the topic asks for first, so that one from another
    /// topic never stands in their way.
    pub(crate) fn kept(&self) -> Facts {
        let mut facts = Facts::default();
        let all = self.policy().questions();
        for _ in all {
            match self.replay(&facts).map(|walk| walk.next) {
                Some(Next::Ask { question, .. }) if self.take(&mut facts, &question) => {}
                _ => break,
            }
        }
        for question in all.iter().filter(|question| question.is_asked()) {
            self.take(&mut facts, &question.id);
        }
        facts
    }

    /// Whether the form has an answer to a question, and it is taken.
    fn take(&self, facts: &mut Facts, id: &QuestionId) -> bool {
        let question = self.policy().question(id);
        let answer = question.zip(self.state.answer(id.as_str()));
        let answer = answer.and_then(|(question, text)| Answer::parse(question, text).ok());
        answer.is_some_and(|answer| {
            facts.record(self.policy().questions(), id, answer, self.today).is_ok()
        })
    }

    /// The walk through the topic with these answers, where there is a topic.
    pub(crate) fn replay(&self, kept: &Facts) -> Option<Replay> {
        let topic = self.state.topic.as_ref()?;
        Some(replay(self.policy(), topic, &Facts::default(), kept, self.today))
    }
}

/// The claim that a form makes.
pub(crate) fn submission(
    context: &PageContext<'_>,
    photos: Vec<SentPhoto>,
    offset_minutes: i16,
) -> Submission {
    let state = context.state;
    let facts = context.replay(&context.kept()).map(|walk| walk.facts).unwrap_or_default();
    let mut proofs = state.proofs.clone();
    proofs.extend(photos.iter().map(|photo| photo.proof.clone()));
    proofs.sort();
    proofs.dedup();
    Submission {
        policy: context.policy().hash().to_owned(),
        topic: state.topic.as_ref().map(ToString::to_string).unwrap_or_default(),
        remedy: state.field("remedy").to_owned(),
        facts: facts.iter().map(|(id, answer)| (id.to_string(), answer.to_string())).collect(),
        contact: ContactDetails {
            email: state.field("email").to_owned(),
            order: state.field("order").to_owned(),
            name: Some(state.field("name").to_owned()).filter(|name| !name.is_empty()),
        },
        note: state.field("note").to_owned(),
        proofs,
        photos,
        items: Vec::new(),
        signed_order: None,
        offset_minutes,
    }
}
