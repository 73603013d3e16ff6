//! Names and days from the runtime's own tables.

use crate::ports::Speech;
use js_sys::{Array, Date, Function, Object, Reflect};
use recourse::words::Day;
use wasm_bindgen::{JsCast, JsValue};

/// The runtime's `Intl`.
#[derive(Debug)]
pub(super) struct RuntimeSpeech;

impl Speech for RuntimeSpeech {
    fn day(&self, language: &str, day: Day) -> String {
        let tag = if language == "en" { "en-GB" } else { language };
        let noon = Date::new(&format!("{day}T12:00:00Z").into());
        let wanted = [("dateStyle", "full"), ("timeZone", "UTC")];
        said("DateTimeFormat", tag, &wanted, "format", &noon.into()).unwrap_or_else(|| day.to_string())
    }

    fn country(&self, language: &str, code: &str) -> String {
        said("DisplayNames", language, &[("type", "region")], "of", &code.into())
            .unwrap_or_else(|| code.to_owned())
    }
}

/// `new Intl[kind](language, options)[method](value)`.
fn said(
    kind: &str,
    language: &str,
    options: &[(&str, &str)],
    method: &str,
    value: &JsValue,
) -> Option<String> {
    let wanted = Object::new();
    for (key, value) in options {
        Reflect::set(&wanted, &(*key).into(), &(*value).into()).ok()?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let make = Reflect::get(&intl, &kind.into()).ok()?.dyn_into::<Function>().ok()?;
    let made = Reflect::construct(&make, &Array::of2(&language.into(), &wanted)).ok()?;
    let say = Reflect::get(&made, &method.into()).ok()?.dyn_into::<Function>().ok()?;
    say.call1(&made, value).ok()?.as_string()
}
