//! What this tab remembers of one order: the shopper's answers and request, so that a reload loses
//! nothing. Nothing is kept before the shopper has acted, nothing outlives the tab, and nothing
//! leaves it. After the request it is the receipt, whose private link is the only one.

use super::{call, facts, get, text};
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::JsValue;

/// What is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct StoredSession {
    /// The policy under which the answers were given; another one asks anew.
    pub(crate) policy: String,
    pub(crate) topic: String,
    pub(crate) answers: Vec<(String, String)>,
    /// The fields of the request by name, the ticket among them.
    pub(crate) request: Vec<(String, String)>,
}

impl StoredSession {
    /// What is remembered under a name; `None` where there is nothing, or storage is not allowed.
    pub(crate) fn load(place: &str) -> Option<StoredSession> {
        let found = call(&storage(), "getItem", &[name(place)]).as_string()?;
        let found = JSON::parse(&found).ok()?;
        Some(StoredSession {
            policy: text(&found, "policy")?,
            topic: text(&found, "topic")?,
            answers: facts(&get(&found, "answers")),
            request: facts(&get(&found, "request")),
        })
    }

    /// Remembers it; where storage is full or not allowed, nothing is remembered and nothing
    /// breaks.
    pub(crate) fn save(&self, place: &str) {
        let whole = object(&[
            ("policy".to_owned(), self.policy.clone()),
            ("topic".to_owned(), self.topic.clone()),
        ]);
        let _ = Reflect::set(&whole, &"answers".into(), &object(&self.answers));
        let _ = Reflect::set(&whole, &"request".into(), &object(&self.request));
        if let Ok(text) = JSON::stringify(&whole) {
            call(&storage(), "setItem", &[name(place), text.into()]);
        }
    }
}

/// Forgets it.
pub(crate) fn forget(place: &str) {
    call(&storage(), "removeItem", &[name(place)]);
}

/// The tab's storage; `undefined` where the browser does not allow it: then every call of it does
/// nothing.
fn storage() -> JsValue {
    get(&js_sys::global(), "sessionStorage")
}

fn name(place: &str) -> JsValue {
    format!("recourse:{place}").into()
}

fn object(pairs: &[(String, String)]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        let _ = Reflect::set(&object, &key.into(), &value.into());
    }
    object
}
