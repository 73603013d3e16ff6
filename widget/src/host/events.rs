//! What the page around the widget can hear: composed events with one envelope `{ id, at, type, detail }`. No personal data.

use super::{call, clock, get};
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Node, ShadowRoot};

/// Tells the page that something happened.
pub(crate) fn tell(root: &Node, kind: &str, detail: &[(&str, &str)]) {
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
    let host = root.dyn_ref::<ShadowRoot>().map(ShadowRoot::host);
    if let (Some(host), Ok(event)) =
        (host, CustomEvent::new_with_event_init_dict(&format!("recourse:{kind}"), &init))
    {
        let _ = host.dispatch_event(&event);
    }
}
