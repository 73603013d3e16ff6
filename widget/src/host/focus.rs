//! Keyboard focus inside the shadow root.

use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ShadowRoot};

/// Moves the focus to the first element that matches a selector, once it is rendered. A shopper who
/// has moved into another field since keeps the focus there: typed text must not go into another
/// element.
pub(crate) fn focus(root: ShadowRoot, selector: &'static str) {
    let before = root.active_element();
    request_animation_frame(move || {
        let now = root.active_element();
        if now.is_some() && now != before {
            return;
        }
        let found = root.query_selector(selector).ok().flatten();
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}
