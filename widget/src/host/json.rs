//! JSON. It is written without the page's objects: old libraries give arrays and dates a `toJSON`
//! of their own, which `JSON.stringify` obeys.

use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads JSON by the browser's own parser; `None` where it is of another form.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_wasm_bindgen::from_value(JSON::parse(text).ok()?).ok()
}

/// Writes JSON.
pub(crate) fn to_json<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    serde_json::to_string(value).ok()
}
