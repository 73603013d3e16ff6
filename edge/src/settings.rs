//! The settings of the shops, parsed once in the life of an isolate: they change only with a
//! deployment.

use js_sys::{JSON, Reflect};
use recourse_edge::domain::settings::Settings;
use std::sync::{Arc, OnceLock};
use wasm_bindgen::JsValue;

/// The settings; `None`, with a line in the log, where they cannot be parsed.
pub(super) fn settings(env: &worker::Env) -> Option<Arc<Settings>> {
    static READ: OnceLock<Option<Arc<Settings>>> = OnceLock::new();
    READ.get_or_init(|| {
        let local = !text(env, "LOCAL").is_empty();
        let read = Settings::parse(&text(env, "STORES"), &text(env, "STORE_KEYS"), local);
        read.map(Arc::new).map_err(|why| worker::console_error!("settings: {why}")).ok()
    })
    .clone()
}

/// A variable as text; an object is converted to JSON.
fn text(env: &worker::Env, name: &str) -> String {
    let env: &JsValue = env.as_ref();
    let value = Reflect::get(env, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let spelled = || JSON::stringify(&value).ok().and_then(|text| text.as_string());
    value.as_string().or_else(spelled).unwrap_or_default()
}
