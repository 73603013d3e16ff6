//! Names and days from the runtime's own tables; words from the site's own files.

use super::calls::now;
use super::objects::{bytes, text};
use crate::ports::{Later, Speech};
use js_sys::{Array, Date, Function, Object, Reflect};
use recourse::words::Day;
use wasm_bindgen::{JsCast, JsValue};
use worker::send::SendFuture;
use worker::{Fetcher, Response};

/// The binding in `wrangler.jsonc`.
const BINDING: &str = "ASSETS";
/// Most bytes of one language.
const BYTES_MAX: usize = 64 * 1024;

/// The runtime's `Intl`, and the files that the Worker was deployed with.
pub(super) struct RuntimeSpeech(Option<Fetcher>);

impl RuntimeSpeech {
    pub(super) fn new(env: &worker::Env) -> RuntimeSpeech {
        RuntimeSpeech(env.assets(BINDING).ok())
    }

    /// A file of the site, if it is there.
    async fn file(&self, path: String) -> Option<Response> {
        // The host is nobody's: the binding looks at the path alone.
        let found = self.0.as_ref()?.fetch(format!("https://site/{path}"), None).await.ok()?;
        (found.status_code() == 200).then_some(found)
    }
}

impl Speech for RuntimeSpeech {
    fn day(&self, language: &str, day: Day) -> String {
        let tag = if language == "en" { "en-GB" } else { language };
        let noon = Date::new(&format!("{day}T12:00:00Z").into());
        let wanted = [("dateStyle", "full"), ("timeZone", "UTC")];
        said("DateTimeFormat", tag, &wanted, "format", &noon.into()).unwrap_or_else(|| day.to_string())
    }

    fn country(&self, language: &str, code: &str) -> String {
        said("DisplayNames", language, &[("type", "region")], "of", &code.into())
            .unwrap_or_else(|| code.to_owned())
    }

    fn words<'a>(&'a self, language: &'a str) -> Later<'a, Option<String>> {
        Box::pin(SendFuture::new(async move {
            let found = self.file(format!("words/{language}.json")).await?;
            text(&found).await.filter(|words| words.len() <= BYTES_MAX)
        }))
    }

    fn texts<'a>(&'a self, store: &'a str, language: &'a str) -> Later<'a, Option<Vec<u8>>> {
        Box::pin(SendFuture::new(async move {
            let found = self.file(format!("texts/{store}.{language}.texts")).await?;
            bytes(&found).await.filter(|bytes| bytes.len() <= BYTES_MAX)
        }))
    }
}

/// `new Intl[kind](language, options)[method](value)`.
fn said(
    kind: &str,
    language: &str,
    options: &[(&str, &str)],
    method: &str,
    value: &JsValue,
) -> Option<String> {
    let wanted = Object::new();
    for (key, value) in options {
        Reflect::set(&wanted, &(*key).into(), &(*value).into()).ok()?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let make = Reflect::get(&intl, &kind.into()).ok()?.dyn_into::<Function>().ok()?;
    let made = Reflect::construct(&make, &Array::of2(&language.into(), &wanted)).ok()?;
    now(&made, method, &Array::of1(value)).ok()?.as_string()
}
