//! Handing an answer on: to another app of the phone, to the clipboard, to paper. What is handed on
//! names no person and no order.

use super::{call, get, intl};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

fn navigator() -> JsValue {
    get(&js_sys::global(), "navigator")
}

/// Whether this browser hands anything on: the clipboard is there on secure pages only.
pub(crate) fn can_share() -> bool {
    !get(&navigator(), "share").is_undefined() || !get(&navigator(), "clipboard").is_undefined()
}

/// Offers a text to the phone's other apps, or puts it on the clipboard, and does something once it
/// is there. Whoever closes the list of apps has shared nothing, which is no error, nor is a page
/// that lets nobody write to the clipboard.
pub(crate) fn share(text: &str, copied: Box<dyn FnMut()>) {
    let navigator = navigator();
    // `Object` takes whatever it is given and does nothing with it.
    let nothing = get(&js_sys::global(), "Object");
    let (promise, done) = if get(&navigator, "share").is_undefined() {
        let written = call(&get(&navigator, "clipboard"), "writeText", &[text.into()]);
        (written, Closure::wrap(copied).into_js_value())
    } else {
        (call(&navigator, "share", &[intl::options(&[("text", text)])]), nothing.clone())
    };
    call(&promise, "then", &[done, nothing]);
}

/// Prints the page.
pub(crate) fn print() {
    call(&js_sys::global(), "print", &[]);
}
