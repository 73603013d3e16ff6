//! Photos in the browser: `js/photo.js` draws them anew and sends them.

use super::Options;
use js_sys::{Array, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event};

#[wasm_bindgen(module = "/js/photo.js")]
extern "C" {
    fn add(file: &JsValue, url: &str, ticket: &JsValue, row: &Element) -> Promise;
    fn files(event: &Event) -> Array;
    fn pasted(event: &Event);
}

/// The files that an event brings.
pub(crate) fn chosen(event: &Event) -> Vec<JsValue> {
    files(event).iter().collect()
}

/// Takes what is pasted outside of every place for photos to one of them.
pub(crate) fn paste(event: &Event) {
    pasted(event);
}

/// Sends a photo; `ticket` is called with whether the one given before is over. `Err` is a
/// problem's code, empty where the shopper took the photo back.
pub(crate) async fn send(
    options: &Options,
    file: &JsValue,
    row: &Element,
    ticket: Box<dyn Fn(bool) -> Promise>,
) -> Result<String, String> {
    let url = format!("{}/v1/stores/{}/photos", options.api, options.store);
    let ticket = Closure::wrap(ticket);
    let name = JsFuture::from(add(file, &url, ticket.as_ref().unchecked_ref(), row)).await;
    name.map(|name| name.as_string().unwrap_or_default())
        .map_err(|code| code.as_string().unwrap_or_else(|| "offline".to_owned()))
}
