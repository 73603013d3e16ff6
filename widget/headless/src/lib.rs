//! The rules alone, for shops that draw their own pages: facts in, the next question or the
//! decision out, as JavaScript values. No page, no request, no clock: policy, words and today are
//! passed in.
//!
//! Modules: this file, and `values`, how questions look to JavaScript. What may come in: a question
//! that a shop's own page asks the rules. What may not: anything of the browser, and any condition.

mod values;

use js_sys::Object;
use recourse::decide::decide;
use recourse::interview::{Next, next};
use recourse::policy::Policy;
use recourse::question::{Facts, Situation};
use recourse::types::{Day, QuestionId, Texts, TopicId};
use values::{Asked, Step, pairs, value};
use wasm_bindgen::prelude::*;

/// One shop's policy, decoded and checked.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Rules(Policy);

#[wasm_bindgen]
impl Rules {
    /// Takes a compiled policy, as `GET /v1/stores/{store}/policy` gives it.
    ///
    /// # Errors
    /// An `Error` that says why these bytes are no policy.
    #[wasm_bindgen(constructor)]
    pub fn new(policy: &[u8]) -> Result<Rules, JsValue> {
        Policy::decode(policy).map(Rules).map_err(|error| said(&error))
    }

    /// SHA-256 of the policy, as every decision and every claim has it.
    #[wasm_bindgen(getter)]
    pub fn hash(&self) -> String {
        self.0.hash().to_owned()
    }

    /// The shop's IANA time zone, whose civil day counts.
    #[wasm_bindgen(getter)]
    pub fn timezone(&self) -> String {
        self.0.parts().timezone.clone()
    }

    /// The ids of all topics, in the order in which they are offered.
    #[wasm_bindgen(getter)]
    pub fn topics(&self) -> Vec<String> {
        self.0.parts().topics.iter().map(|topic| topic.id.to_string()).collect()
    }

    /// What a question is: its kind, its options and which answers it takes beside them.
    /// `undefined` where there is none.
    pub fn question(&self, id: &str) -> JsValue {
        let found = QuestionId::parse(id).ok().and_then(|id| Asked::of(&self.0, &id));
        found.map_or(JsValue::UNDEFINED, |asked| value(&asked))
    }

    /// What comes next: `{ ask, max_remaining_questions }`, or `{ decision }` where nothing that is
    /// open could change it.
    ///
    /// # Errors
    /// An `Error` that names what is not taken: the topic, the day, or a question and why its
    /// answer does not fit.
    pub fn next(&self, topic: &str, facts: &Object, today: &str) -> Result<JsValue, JsValue> {
        let situation = self.situation(topic, facts, today)?;
        Ok(value(&match next(&self.0, &situation) {
            Next::Ask { question, max_remaining_questions } => {
                Step::Ask { ask: question.to_string(), max_remaining_questions }
            }
            Next::Done(decision) => Step::Done { decision },
        }))
    }

    /// The decision on what is known, whether or not more could be asked.
    ///
    /// # Errors
    /// As [`Rules::next`].
    pub fn check(&self, topic: &str, facts: &Object, today: &str) -> Result<JsValue, JsValue> {
        Ok(value(&decide(&self.0, &self.situation(topic, facts, today)?)))
    }

    fn situation(&self, topic: &str, facts: &Object, today: &str) -> Result<Situation, JsValue> {
        let topic = TopicId::parse(topic).ok().filter(|topic| self.0.topic(topic).is_some());
        let topic = topic.ok_or_else(|| said(&"no_such_topic"))?;
        let today = Day::parse(today).map_err(|error| said(&error))?;
        let pairs = pairs(facts);
        let texts = pairs.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
        let facts = Facts::parse(self.0.questions(), texts, today).map_err(|error| said(&error))?;
        Ok(Situation { topic, facts, today })
    }
}

/// A shop's words in one language, by their keys.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Words(Texts);

#[wasm_bindgen]
impl Words {
    /// Takes compiled words, as `GET /v1/stores/{store}/texts/{language}` gives them.
    ///
    /// # Errors
    /// An `Error`, where these bytes are no words.
    #[wasm_bindgen(constructor)]
    pub fn new(texts: &[u8]) -> Result<Words, JsValue> {
        Texts::decode(texts).map(Words).ok_or_else(|| said(&"the words cannot be read"))
    }

    /// The words of a key, such as `question.ship_to.label`; `undefined` where there are none.
    pub fn get(&self, key: &str) -> Option<String> {
        self.0.get(key).map(str::to_owned)
    }
}

fn said(error: &dyn ToString) -> JsValue {
    js_sys::Error::new(&error.to_string()).into()
}
