//! Names and days from the `Intl` of the runtime; messages and texts from the static files.

use super::intl::{call, intl};
use async_trait::async_trait;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::StatusCode;
use js_sys::{Array, Date, Reflect};
use recourse::types::{Amount, COUNTRIES, Day, amount_text};
use recourse_edge::ports::Localizer;
use wasm_bindgen::JsValue;
use worker::Fetcher;
use worker::send::SendFuture;

/// The binding in `wrangler.jsonc`.
const BINDING: &str = "ASSETS";
/// Most bytes of one language.
const BYTES_MAX: usize = 64 * 1024;

/// The runtime's `Intl`, and the files that the Worker was deployed with.
pub(super) struct RuntimeLocalizer(Option<Fetcher>);

impl RuntimeLocalizer {
    pub(super) fn new(env: &worker::Env) -> RuntimeLocalizer {
        RuntimeLocalizer(env.assets(BINDING).ok())
    }

    /// A file of the site, if it is there and no larger than a language.
    async fn file(&self, path: String) -> Option<Bytes> {
        // The binding ignores the host.
        let found = self.0.as_ref()?.fetch(format!("https://site/{path}"), None).await.ok()?;
        if found.status() != StatusCode::OK {
            return None;
        }
        to_bytes(Body::new(found.into_body()), BYTES_MAX).await.ok()
    }
}

#[async_trait]
impl Localizer for RuntimeLocalizer {
    fn day(&self, language: &str, day: Day) -> String {
        let tag = tag(language);
        let noon = Date::new(&format!("{day}T12:00:00Z").into());
        let wanted = [("dateStyle", "full"), ("timeZone", "UTC")];
        said("DateTimeFormat", tag, &wanted, "format", &noon.into())
            .unwrap_or_else(|| day.to_string())
    }

    fn instant(&self, language: &str, zone: &str, at: &str) -> String {
        let wanted = [
            ("weekday", "long"),
            ("day", "numeric"),
            ("month", "long"),
            ("year", "numeric"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("timeZone", zone),
            ("timeZoneName", "short"),
        ];
        let when = Date::new(&at.into());
        said("DateTimeFormat", tag(language), &wanted, "format", &when.into())
            .unwrap_or_else(|| at.to_owned())
    }

    fn money(&self, language: &str, currency: &str, amount: Amount) -> String {
        let wanted = [("style", "currency"), ("currency", currency)];
        // As a text: no amount becomes a floating-point number.
        said("NumberFormat", tag(language), &wanted, "format", &amount.to_string().into())
            .unwrap_or_else(|| format!("{currency} {}", amount_text(amount, language)))
    }

    fn country(&self, language: &str, code: &str) -> String {
        said("DisplayNames", language, &[("type", "region")], "of", &code.into())
            .unwrap_or_else(|| code.to_owned())
    }

    fn countries(&self, language: &str) -> Vec<(String, &'static str)> {
        countries(language)
            .unwrap_or_else(|| COUNTRIES.split(' ').map(|code| (code.to_owned(), code)).collect())
    }

    async fn messages(&self, language: &str) -> Option<String> {
        SendFuture::new(async move {
            let found = self.file(format!("messages/{language}.json")).await?;
            String::from_utf8(found.into()).ok()
        })
        .await
    }

    async fn texts(&self, store: &str, language: &str) -> Option<Vec<u8>> {
        SendFuture::new(async move {
            Some(self.file(format!("texts/{store}.{language}.texts")).await?.into())
        })
        .await
    }
}

/// English dates have the British format.
fn tag(language: &str) -> &str {
    if language == "en" { "en-GB" } else { language }
}

/// `new Intl[kind](language, options)[method](value)`.
fn said(
    kind: &str,
    language: &str,
    options: &[(&str, &str)],
    method: &str,
    value: &JsValue,
) -> Option<String> {
    asked(&intl(kind, language, options).ok()?, method, value)
}

/// `tool[method](value)`.
fn asked(tool: &JsValue, method: &str, value: &JsValue) -> Option<String> {
    call(tool, method, &Array::of1(value)).ok()?.as_string()
}

/// Every country in the order of its language: Å comes last in one and beside A in another.
fn countries(language: &str) -> Option<Vec<(String, &'static str)>> {
    let names = intl("DisplayNames", language, &[("type", "region")]).ok()?;
    let compare = Reflect::get(&intl("Collator", language, &[]).ok()?, &"compare".into()).ok()?;
    let codes: Vec<_> = COUNTRIES.split(' ').collect();
    let named = codes
        .iter()
        .map(|code| asked(&names, "of", &(*code).into()).unwrap_or_else(|| (*code).to_owned()));
    // Each name with its code behind it, so that the runtime can sort them.
    let rows: Array =
        named.zip(&codes).map(|(name, code)| JsValue::from(format!("{name}\n{code}"))).collect();
    call(&rows, "sort", &Array::of1(&compare)).ok()?;
    let row = |row: JsValue| {
        let row = row.as_string()?;
        let (name, code) = row.split_once('\n')?;
        Some((name.to_owned(), codes.iter().find(|known| **known == code).copied()?))
    };
    rows.iter().map(row).collect()
}
