//! Sharing a decision: with another app, by the clipboard, on paper. The text names no person and
//! no order.

use super::{call, get};
use js_sys::Promise;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ShareData;

/// Whether this browser can share: the clipboard exists on secure pages only.
pub(crate) fn can_share() -> bool {
    let navigator = window().navigator();
    !get(&navigator, "share").is_undefined() || !get(&navigator, "clipboard").is_undefined()
}

/// Shares a text with another app, or copies it to the clipboard. `true` where it was copied. A
/// shopper who closes the list of apps has shared nothing, which is no error.
pub(crate) async fn share(text: String) -> bool {
    let navigator = window().navigator();
    if get(&navigator, "share").is_undefined() {
        let written = call(&get(&navigator, "clipboard"), "writeText", &[text.as_str().into()]);
        return settled(written).await;
    }
    let data = ShareData::new();
    data.set_text(&text);
    settled(call(&navigator, "share", &[data.into()])).await;
    false
}

async fn settled(promise: JsValue) -> bool {
    match promise.dyn_into::<Promise>() {
        Ok(promise) => JsFuture::from(promise).await.is_ok(),
        Err(_) => false,
    }
}

/// Prints the page.
pub(crate) fn print() {
    let _ = window().print();
}
