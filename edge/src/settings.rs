//! The settings of the shops, parsed once in the life of an isolate: they change only with a
//! deployment.

use js_sys::{JSON, Reflect};
use recourse_edge::domain::settings::Settings;
use recourse_edge::service::policies;
use std::sync::{Arc, OnceLock};
use wasm_bindgen::JsValue;

/// The settings; `None`, with a line in the log, where they cannot be parsed.
pub(super) fn settings(env: &worker::Env) -> Option<Arc<Settings>> {
    static READ: OnceLock<Option<Arc<Settings>>> = OnceLock::new();
    READ.get_or_init(|| {
        let (stores, keys) = (text(env, "STORES"), text(env, "STORE_KEYS"));
        let read = Settings::parse(&stores, &keys, is_local(env)).inspect(report_closed_desks);
        read.map(Arc::new).map_err(|why| worker::console_error!("settings: {why}")).ok()
    })
    .clone()
}

/// Whether this is the local environment of `wrangler.jsonc`.
pub(super) fn is_local(env: &worker::Env) -> bool {
    !text(env, "LOCAL").is_empty()
}

/// Logs the shops that have no desk secret.
fn report_closed_desks(settings: &Settings) {
    for store in policies::all().keys().filter(|store| settings.of(store).desk.is_empty()) {
        worker::console_error!("settings: {store}: STORE_KEYS has no `desk`");
    }
}

/// A variable as text; an object is converted to JSON.
fn text(env: &worker::Env, name: &str) -> String {
    let env: &JsValue = env.as_ref();
    let value = Reflect::get(env, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let spelled = || JSON::stringify(&value).ok().and_then(|text| text.as_string());
    value.as_string().or_else(spelled).unwrap_or_default()
}
