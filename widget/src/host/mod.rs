//! The browser: the only module that touches it.

pub(crate) mod api;
pub(crate) mod calendar;
pub(crate) mod clock;
pub(crate) mod events;
pub(crate) mod focus;
pub(crate) mod intl;
pub(crate) mod json;
mod options;
pub(crate) mod photo;
pub(crate) mod session_storage;
pub(crate) mod share;

pub(crate) use options::{Options, text_entries};

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A property of an object.
pub(crate) fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

/// Calls a method that `web-sys` does not describe, such as those of `Intl` and `Temporal`;
/// `undefined` where it is absent or throws.
pub(crate) fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> JsValue {
    let Ok(function) = get(object, method).dyn_into::<Function>() else {
        return JsValue::UNDEFINED;
    };
    let list = arguments.iter().collect::<js_sys::Array>();
    Reflect::apply(&function, object, &list).unwrap_or(JsValue::UNDEFINED)
}
