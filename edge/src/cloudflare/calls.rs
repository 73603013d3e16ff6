//! Calls of the runtime by hand. What goes in and what comes out is one JSON text each, where it is more than a word: every step into
//! an object of the runtime costs as much as reading a claim, and the library takes a step for each field.

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use worker::wasm_bindgen_futures::JsFuture;

/// `await object[method](...words)`. What is not there throws, like what the runtime refuses.
pub(super) async fn called(object: &JsValue, method: &str, words: &Array) -> Result<JsValue, JsValue> {
    let answer = now(object, method, words)?;
    JsFuture::from(answer.dyn_into::<Promise>()?).await
}

/// `object[method](...words)`.
pub(super) fn now(object: &JsValue, method: &str, words: &Array) -> Result<JsValue, JsValue> {
    Reflect::get(object, &method.into())?.dyn_into::<Function>()?.apply(object, words)
}

/// `new object[kind](...words)`. The library's own bindings of some constructors do not say that they throw.
pub(super) fn made(object: &JsValue, kind: &str, words: &Array) -> Result<JsValue, JsValue> {
    let make = Reflect::get(object, &kind.into())?.dyn_into::<Function>()?;
    Reflect::construct(&make, words)
}

/// `new Intl[kind](language, options)`: the runtime's own tables of zones, names and days.
pub(super) fn intl(kind: &str, language: &str, options: &[(&str, &str)]) -> Result<JsValue, JsValue> {
    let wanted = Object::new();
    for (key, value) in options {
        Reflect::set(&wanted, &(*key).into(), &(*value).into())?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
    made(&intl, kind, &Array::of2(&language.into(), &wanted))
}

/// A value as the runtime's own; one that has no JSON is `null`.
pub(super) fn given<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    JSON::parse(&serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned()))
}

/// A value of the runtime's as ours.
pub(super) fn taken<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    serde_json::from_str(&JSON::stringify(value).ok()?.as_string()?).ok()
}
