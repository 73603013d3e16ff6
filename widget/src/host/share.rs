//! Handing an answer on: to another app of the phone, to the clipboard, to paper. What is handed on names no person and no order.

use super::{call, get, intl};
use wasm_bindgen::JsValue;

fn navigator() -> JsValue {
    get(&js_sys::global(), "navigator")
}

/// Whether this browser hands anything on: the clipboard is there on secure pages only.
pub(crate) fn can_share() -> bool {
    !get(&navigator(), "share").is_undefined() || !get(&navigator(), "clipboard").is_undefined()
}

/// Offers a text to the phone's other apps, or puts it on the clipboard; says whether it was the clipboard.
pub(crate) fn share(text: &str) -> bool {
    let navigator = navigator();
    if get(&navigator, "share").is_undefined() {
        call(&get(&navigator, "clipboard"), "writeText", &[text.into()]);
        return true;
    }
    let offered = intl::options(&[("text", text)]);
    // Whoever closes the list has shared nothing, which is no error: `Object` takes whatever it is given and does nothing with it.
    let nothing = get(&js_sys::global(), "Object");
    call(&call(&navigator, "share", &[offered]), "catch", &[nothing]);
    false
}

/// Prints the page.
pub(crate) fn print() {
    call(&js_sys::global(), "print", &[]);
}
