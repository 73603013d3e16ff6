//! How questions and facts look to JavaScript.

use js_sys::{Array, Object};
use recourse::decide::Decision;
use recourse::policy::Policy;
use recourse::question::Kind;
use recourse::types::QuestionId;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// What comes next.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Step {
    Ask { ask: String, max_remaining_questions: u8 },
    Done { decision: Box<Decision> },
}

/// A question as a page needs it.
#[derive(Serialize)]
pub(crate) struct Asked {
    kind: &'static str,
    /// The answers of a choice; empty for other kinds.
    options: Vec<String>,
    unknown: bool,
    none: bool,
    /// Whether a day may lie after today.
    future: bool,
}

impl Asked {
    /// What can be asked under this id; `None` where nothing can.
    pub(crate) fn of(policy: &Policy, id: &QuestionId) -> Option<Asked> {
        let question = policy.question(id)?;
        let (kind, options) = match &question.kind {
            Kind::Choice { options } => {
                ("choice", options.iter().map(ToString::to_string).collect())
            }
            Kind::YesNo => ("yes_no", vec!["yes".to_owned(), "no".to_owned()]),
            Kind::Date { .. } => ("date", Vec::new()),
            Kind::Money { .. } => ("money", Vec::new()),
            Kind::Place { .. } => ("place", Vec::new()),
            Kind::Span { .. } => return None,
        };
        let future = matches!(question.kind, Kind::Date { future: true, .. });
        Some(Asked { kind, options, unknown: question.unknown, none: question.none, future })
    }
}

/// Anything that serialises, as a plain JavaScript value.
pub(crate) fn value(whole: &impl Serialize) -> JsValue {
    whole
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .unwrap_or(JsValue::UNDEFINED)
}

/// Facts as an object of texts; what is no text is left out.
pub(crate) fn pairs(facts: &Object) -> Vec<(String, String)> {
    let pair = |entry: JsValue| {
        let pair = Array::from(&entry);
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    Object::entries(facts).iter().filter_map(pair).collect()
}
