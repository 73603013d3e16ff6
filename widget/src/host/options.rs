//! The options of one widget: attributes and properties of the element.

use crate::messages::Messages;
use js_sys::{Array, Object};
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};

/// The options as `js/controller.ts` passes them. An absent text is empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Options {
    pub(crate) store: String,
    /// The Worker's origin.
    pub(crate) api: String,
    pub(crate) topic: String,
    /// The shopper's language, a BCP 47 tag.
    pub(crate) lang: String,
    /// The language in which the Worker serves the policy's texts.
    #[serde(rename = "said")]
    pub(crate) text_language: String,
    pub(crate) order: String,
    pub(crate) email: String,
    /// The order line that the claim is about.
    pub(crate) item: String,
    quantity: String,
    /// A ticket of the page; empty where the widget requests one.
    pub(crate) ticket: String,
    /// The order as the shop signed it: a compact JWS.
    pub(crate) signed_order: String,
    /// How many milliseconds the Worker's clock is ahead of the shopper's.
    pub(crate) clock_offset: f64,
    /// Facts of the storefront in text form.
    #[serde(skip)]
    pub(crate) facts: Vec<(String, String)>,
    /// Interface messages in the shopper's language; empty for English.
    #[serde(skip)]
    message_rows: Vec<(String, String)>,
}

impl Options {
    /// Reads the options.
    ///
    /// # Errors
    /// A JavaScript error that names the field of a wrong type.
    pub(crate) fn read(options: &JsValue) -> Result<Options, JsValue> {
        let read: Options = serde_wasm_bindgen::from_value(options.clone())?;
        let lang = if read.lang.is_empty() { "en".to_owned() } else { read.lang };
        Ok(Options {
            lang,
            facts: text_entries(&super::get(options, "facts")),
            message_rows: text_entries(&super::get(options, "messages")),
            ..read
        })
    }

    /// How many pieces of the order line, at least one.
    pub(crate) fn quantity(&self) -> u16 {
        self.quantity.parse().unwrap_or(1).max(1)
    }

    /// The address of a resource of the store.
    pub(crate) fn store_url(&self, resource: &str) -> String {
        format!("{}/v1/stores/{}/{resource}", self.api, self.store)
    }

    /// The key under which this tab stores the interview: one for each order line and topic.
    /// `js/controller.ts` uses it, too.
    pub(crate) fn storage_key(&self) -> String {
        format!("{}:{}:{}:{}", self.store, self.order, self.item, self.topic)
    }

    /// The interface messages, with the language of texts that do not exist in the shopper's
    /// language.
    pub(crate) fn messages(&self, policy_language: &str) -> Messages {
        let other = if self.is_own_language(&self.text_language) {
            policy_language
        } else {
            &self.text_language
        };
        Messages::load(&self.lang, &self.message_rows, other)
    }

    /// Whether a language is the shopper's. An unknown language counts as the shopper's.
    pub(crate) fn is_own_language(&self, language: &str) -> bool {
        language.is_empty() || self.lang.split('-').next() == Some(language)
    }
}

/// The entries of an object whose values are texts; others are left out.
pub(crate) fn text_entries(object: &JsValue) -> Vec<(String, String)> {
    let Some(object) = object.dyn_ref::<Object>() else { return Vec::new() };
    let pair = |entry: JsValue| {
        let pair = Array::from(&entry);
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    Object::entries(object).iter().filter_map(pair).collect()
}
