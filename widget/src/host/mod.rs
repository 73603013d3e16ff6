//! The browser: the only module that touches it.

pub(crate) mod api;
pub(crate) mod calendar;
pub(crate) mod clock;
pub(crate) mod events;
pub(crate) mod intl;
pub(crate) mod session_storage;
mod options;
pub(crate) mod photo;
pub(crate) mod share;

pub(crate) use options::{Options, facts};

use js_sys::{Function, Reflect};
use wasm_bindgen::closure::Closure;
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
    let Ok(function) = get(object, method).dyn_into::<Function>() else {
        return JsValue::UNDEFINED;
    };
    let list = arguments.iter().collect::<js_sys::Array>();
    Reflect::apply(&function, object, &list).unwrap_or(JsValue::UNDEFINED)
}

/// Has the browser do something later, when it says that it is time for it: before it draws, or
/// once it has nothing else to do. Where it does not know the one that is named, nothing is done.
pub(crate) fn after(when: &str, act: Box<dyn FnMut()>) {
    // Not `once`: that would be a kind of its own, with its own code.
    call(&js_sys::global(), when, &[Closure::wrap(act).into_js_value()]);
}
