//! The events that the page can listen to: composed DOM events with one envelope `{ id, at, type,
//! detail }`, without personal data.

use super::{call, clock, get};
use serde::Serialize;
use web_sys::{CustomEvent, CustomEventInit, ShadowRoot};

/// What has happened.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(untagged)]
pub(crate) enum WidgetEvent<'a> {
    Ready {
        store: &'a str,
    },
    /// A page is shown.
    Page {
        #[serde(skip)]
        name: &'static str,
    },
    /// A question was answered; its id.
    Answer {
        question: &'a str,
    },
    /// A claim was accepted; its number.
    Submitted {
        claim: &'a str,
    },
    /// The problem code.
    Error {
        code: &'a str,
    },
}

#[derive(Serialize)]
struct Envelope<'a> {
    id: String,
    at: String,
    #[serde(rename = "type")]
    kind: &'a str,
    detail: WidgetEvent<'a>,
}

impl WidgetEvent<'_> {
    fn kind(&self) -> &'static str {
        match self {
            WidgetEvent::Ready { .. } => "ready",
            WidgetEvent::Page { name } => name,
            WidgetEvent::Answer { .. } => "answer",
            WidgetEvent::Submitted { .. } => "submitted",
            WidgetEvent::Error { .. } => "error",
        }
    }
}

/// Dispatches an event on the element that hosts a shadow root.
pub(crate) fn dispatch(root: &ShadowRoot, event: WidgetEvent<'_>) {
    let at = clock::timestamp();
    // Only secure pages have `randomUUID`; elsewhere the timestamp is the id.
    let id = call(&get(&js_sys::global(), "crypto"), "randomUUID", &[]).as_string();
    let kind = event.kind();
    let envelope = Envelope { id: id.unwrap_or_else(|| at.clone()), at, kind, detail: event };
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    let Ok(envelope) = envelope.serialize(&serializer) else { return };
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&envelope);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(&format!("recourse:{kind}"), &init) {
        let _ = root.host().dispatch_event(&event);
    }
}
