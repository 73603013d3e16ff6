//! Sharing a decision: with another app, by the clipboard, on paper. The text names no person and
//! no order.

use super::{call, get};
use js_sys::{Promise, encode_uri_component};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ShareData;

/// Whether this browser can pass a text to another app.
pub(crate) fn has_share() -> bool {
    !get(&window().navigator(), "share").is_undefined()
}

/// Whether this browser can copy: the clipboard exists on secure pages only.
pub(crate) fn has_clipboard() -> bool {
    !get(&window().navigator(), "clipboard").is_undefined()
}

/// Shares a text with another app, or copies it to the clipboard. `true` where it was copied. A
/// shopper who closes the list of apps has shared nothing, which is no error.
pub(crate) async fn share(text: String) -> bool {
    if !has_share() {
        return copy(&text).await;
    }
    let data = ShareData::new();
    data.set_text(&text);
    settled(call(&window().navigator(), "share", &[data.into()])).await;
    false
}

/// Copies a text to the clipboard. `true` where that was possible.
pub(crate) async fn copy(text: &str) -> bool {
    let clipboard = get(&window().navigator(), "clipboard");
    settled(call(&clipboard, "writeText", &[text.into()])).await
}

/// A text as a file in a `data:` URL.
pub(crate) fn text_file(text: &str) -> String {
    format!("data:text/plain;charset=utf-8,{}", String::from(encode_uri_component(text)))
}

/// Whether a promise is fulfilled. A browser's promise is no instance of the page's `Promise` where
/// the page has replaced that.
async fn settled(promise: JsValue) -> bool {
    let is_absent = promise.is_undefined();
    !is_absent && JsFuture::from(promise.unchecked_into::<Promise>()).await.is_ok()
}

/// Prints the page.
pub(crate) fn print() {
    let _ = window().print();
}
