//! What the storefront says: attributes and properties of the element.

use super::{get, text};
use crate::messages::Messages;
use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};

/// The storefront's wishes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(crate) store: String,
    pub(crate) api: String,
    pub(crate) topic: Option<String>,
    pub(crate) lang: String,
    /// The language that the policy's texts came in.
    pub(crate) said: String,
    pub(crate) order: String,
    pub(crate) email: String,
    /// The line of the order that it is about; empty where the page does not say.
    pub(crate) item: String,
    /// How many of that line.
    pub(crate) quantity: u16,
    /// A ticket that the page has got; empty where the widget is to ask for one.
    pub(crate) ticket: String,
    /// The order as the shop signed it; empty where it did not.
    pub(crate) signed_order: String,
    pub(crate) facts: Vec<(String, String)>,
    /// Interface words in the shopper's language; empty for English.
    rows: Vec<(String, String)>,
}

impl Options {
    pub(crate) fn read(options: &JsValue) -> Options {
        let field = |key: &str| text(options, key).unwrap_or_default();
        let some = |key: &str| Some(field(key)).filter(|value| !value.is_empty());
        Options {
            store: field("store"),
            api: field("api"),
            topic: some("topic"),
            lang: some("lang").unwrap_or_else(|| "en".to_owned()),
            said: field("said"),
            order: field("order"),
            email: field("email"),
            item: field("item"),
            quantity: field("quantity").parse().unwrap_or(1).max(1),
            ticket: field("ticket"),
            signed_order: field("signed_order"),
            facts: facts(&get(options, "facts")),
            rows: facts(&get(options, "messages")),
        }
    }

    /// What this tab's memory of it is called: what was said about one line of an order, or on a
    /// page for one topic, is not another's. `js/controller.ts` knows it, too.
    pub(crate) fn storage_key(&self) -> String {
        let topic = self.topic.as_deref().unwrap_or_default();
        format!("{}:{}:{}:{topic}", self.store, self.order, self.item)
    }

    /// The interface words, and what is spoken where the policy has none in the shopper's language.
    pub(crate) fn messages(&self, policy: &str) -> Messages {
        let foreign = if self.speaks(&self.said) { policy } else { &self.said };
        Messages::of(&self.lang, &self.rows, foreign)
    }

    /// Whether that is the shopper's language. A language that nobody has said is taken to be it.
    pub(crate) fn speaks(&self, language: &str) -> bool {
        language.is_empty() || self.lang.split('-').next() == Some(language)
    }
}

/// Facts as an object of texts; what is no text is left out.
pub(crate) fn facts(facts: &JsValue) -> Vec<(String, String)> {
    let Some(facts) = facts.dyn_ref::<Object>() else { return Vec::new() };
    let pair = |entry: JsValue| {
        let pair = Array::from(&entry);
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    Object::entries(facts).iter().filter_map(pair).collect()
}
