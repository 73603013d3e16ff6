//! What the storefront says: attributes and properties of the element.

use super::{get, text};
use wasm_bindgen::JsValue;

/// The storefront's wishes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(crate) store: String,
    pub(crate) api: String,
    pub(crate) topic: Option<String>,
    pub(crate) lang: String,
    pub(crate) order: String,
    pub(crate) email: String,
    pub(crate) facts: Vec<(String, String)>,
}

impl Options {
    pub(crate) fn read(options: &JsValue) -> Options {
        let some = |key: &str| text(options, key).filter(|value| !value.is_empty());
        let facts = get(options, "facts");
        let facts =
            if facts.is_object() { js_sys::Object::entries(&facts.into()).to_vec() } else { Vec::new() };
        let pair = |entry: JsValue| {
            let pair = js_sys::Array::from(&entry);
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        };
        Options {
            store: some("store").unwrap_or_default(),
            api: some("api").unwrap_or_default(),
            topic: some("topic"),
            lang: some("lang").unwrap_or_else(|| "en".to_owned()),
            order: some("order").unwrap_or_default(),
            email: some("email").unwrap_or_default(),
            facts: facts.into_iter().filter_map(pair).collect(),
        }
    }
}
