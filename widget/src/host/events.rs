//! What the page around the widget can hear: composed events with one envelope `{ id, at, type,
//! detail }`. No personal data.

use super::{call, clock, get};
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, ShadowRoot};

/// Tells the page that something happened.
pub(crate) fn tell(root: &ShadowRoot, kind: &str, detail: &[(&str, &str)]) {
    let inner = Object::new();
    for (key, value) in detail {
        let _ = Reflect::set(&inner, &(*key).into(), &(*value).into());
    }
    let envelope = Object::new();
    let crypto = get(&js_sys::global(), "crypto");
    // Only secure pages have it; elsewhere the instant has to do.
    let id = call(&crypto, "randomUUID", &[]);
    let at = clock::instant();
    let _ = Reflect::set(&envelope, &"id".into(), &if id.is_undefined() { at.clone() } else { id });
    let _ = Reflect::set(&envelope, &"at".into(), &at);
    let _ = Reflect::set(&envelope, &"type".into(), &kind.into());
    let _ = Reflect::set(&envelope, &"detail".into(), &JsValue::from(inner));
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&envelope);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(&format!("recourse:{kind}"), &init) {
        let _ = root.host().dispatch_event(&event);
    }
}
