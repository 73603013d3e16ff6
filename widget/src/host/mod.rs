//! The browser: the only room that touches it.

pub(crate) mod api;
pub(crate) mod calendar;
pub(crate) mod clock;
pub(crate) mod events;
pub(crate) mod intl;
pub(crate) mod memory;
mod options;
pub(crate) mod photo;
pub(crate) mod share;

pub(crate) use options::{Options, facts};

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A property of an object, if it is a text.
pub(crate) fn text(object: &JsValue, key: &str) -> Option<String> {
    get(object, key).as_string()
}

/// A property of an object.
pub(crate) fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

/// Calls a method with arguments.
pub(crate) fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> JsValue {
    let Ok(function) = get(object, method).dyn_into::<Function>() else { return JsValue::UNDEFINED };
    let list = arguments.iter().collect::<js_sys::Array>();
    Reflect::apply(&function, object, &list).unwrap_or(JsValue::UNDEFINED)
}
