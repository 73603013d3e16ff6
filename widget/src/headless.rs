//! The rules alone, for shops that draw their own pages: facts in, decision out, as JavaScript values.

use crate::host;
use recourse::decide::decide;
use recourse::policy::Policy;
use recourse::question::{Facts, Situation};
use recourse::words::{Day, TopicId};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Decides a situation: compiled policy bytes, a topic, facts as an object of texts, and a day as `YYYY-MM-DD`.
///
/// # Errors
/// A text that names the question and the code where facts are not taken.
#[wasm_bindgen]
pub fn check(policy: &[u8], topic: &str, facts: &JsValue, today: &str) -> Result<JsValue, JsValue> {
    let text = |error: &dyn ToString| JsValue::from_str(&error.to_string());
    let policy = Policy::decode(policy).map_err(|error| text(&error))?;
    let topic = TopicId::parse(topic).map_err(|error| text(&error))?;
    if policy.topic(&topic).is_none() {
        return Err(JsValue::from_str("no_such_topic"));
    }
    let today = Day::parse(today).map_err(|error| text(&error))?;
    let facts = host::facts(facts);
    let texts = facts.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    let facts = Facts::parse(policy.questions(), texts, today).map_err(|error| text(&error))?;
    let decision = decide(&policy, &Situation { topic, facts, today });
    decision.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(|error| text(&error))
}
