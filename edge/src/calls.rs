//! Calls of the runtime. A structured value is passed as one JSON text: a call for each field would
//! cost as much as reading a claim.

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use worker::wasm_bindgen_futures::JsFuture;

/// `await object[method](...args)`. What is not there throws, like what the runtime refuses.
pub(super) async fn call_async(
    object: &JsValue,
    method: &str,
    args: &Array,
) -> Result<JsValue, JsValue> {
    let response = call(object, method, args)?;
    JsFuture::from(response.dyn_into::<Promise>()?).await
}

/// `object[method](...args)`.
pub(super) fn call(object: &JsValue, method: &str, args: &Array) -> Result<JsValue, JsValue> {
    Reflect::get(object, &method.into())?.dyn_into::<Function>()?.apply(object, args)
}

/// `new object[kind](...args)`. The library's own bindings of some constructors do not say that
/// they throw.
pub(super) fn construct(object: &JsValue, kind: &str, args: &Array) -> Result<JsValue, JsValue> {
    let make = Reflect::get(object, &kind.into())?.dyn_into::<Function>()?;
    Reflect::construct(&make, args)
}

/// `new Intl[kind](language, options)`: the runtime's own tables of zones, names and days.
pub(super) fn intl(
    kind: &str,
    language: &str,
    options: &[(&str, &str)],
) -> Result<JsValue, JsValue> {
    let wanted = Object::new();
    for (key, value) in options {
        Reflect::set(&wanted, &(*key).into(), &(*value).into())?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
    construct(&intl, kind, &Array::of2(&language.into(), &wanted))
}

/// A value as the runtime's own; one that has no JSON is `null`.
pub(super) fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    JSON::parse(&serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned()))
}

/// A value of the runtime's as ours.
pub(super) fn from_js<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    serde_json::from_str(&JSON::stringify(value).ok()?.as_string()?).ok()
}
