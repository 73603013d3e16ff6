//! What the storefront says: attributes and properties of the element.

use super::{get, text};
use crate::words::Words;
use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};

/// The storefront's wishes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(crate) store: String,
    pub(crate) api: String,
    pub(crate) topic: Option<String>,
    pub(crate) lang: String,
    pub(crate) order: String,
    pub(crate) email: String,
    /// The line of the order that it is about; empty where the page does not say.
    pub(crate) item: String,
    /// How many of that line.
    pub(crate) quantity: u16,
    /// The order as the shop signed it; empty where it did not.
    pub(crate) signed_order: String,
    pub(crate) facts: Vec<(String, String)>,
    /// Interface words in the shopper's language; empty for English.
    rows: Vec<(String, String)>,
}

impl Options {
    pub(crate) fn read(options: &JsValue) -> Options {
        let some = |key: &str| text(options, key).filter(|value| !value.is_empty());
        Options {
            store: some("store").unwrap_or_default(),
            api: some("api").unwrap_or_default(),
            topic: some("topic"),
            lang: some("lang").unwrap_or_else(|| "en".to_owned()),
            order: some("order").unwrap_or_default(),
            email: some("email").unwrap_or_default(),
            item: some("item").unwrap_or_default(),
            quantity: some("quantity").and_then(|text| text.parse().ok()).unwrap_or(1),
            signed_order: some("signed_order").unwrap_or_default(),
            facts: facts(&get(options, "facts")),
            rows: facts(&get(options, "words")),
        }
    }

    /// What this tab's memory of it is called: one order's answers are not another's.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.store, self.order)
    }

    /// The interface words.
    pub(crate) fn words(&self) -> Words {
        Words::of(&self.lang, self.rows.clone())
    }

    /// Whether the language is written from right to left.
    pub(crate) fn direction(&self) -> &'static str {
        match self.lang.split('-').next() {
            Some("ar" | "fa" | "he" | "ur") => "rtl",
            _ => "ltr",
        }
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
