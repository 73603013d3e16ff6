//! Leptos' signals and effects: all that the widget takes from Leptos. The crate `leptos` itself would bring views, server
//! functions and streams, whose exports stay in the file whether they are called or not.

pub(crate) use reactive_graph::effect::RenderEffect;
pub(crate) use reactive_graph::owner::{LocalStorage, Owner, StoredValue};
pub(crate) use reactive_graph::prelude::*;
pub(crate) use reactive_graph::signal::RwSignal;

/// Names what effects run on: the browser's own queue. Once for the page, however many widgets it has.
pub(crate) fn start() {
    let _ = any_spawner::Executor::init_wasm_bindgen();
}
