//! Calls of `Intl` that may throw. The constructors in `js_sys::Intl` are declared as if they never
//! threw, and an exception that passes through wasm ends every request of the instance.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// `object[method](...args)`.
pub(super) fn call(object: &JsValue, method: &str, args: &Array) -> Result<JsValue, JsValue> {
    Reflect::get(object, &method.into())?.dyn_into::<Function>()?.apply(object, args)
}

/// `new object[kind](...args)`.
fn construct(object: &JsValue, kind: &str, args: &Array) -> Result<JsValue, JsValue> {
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
