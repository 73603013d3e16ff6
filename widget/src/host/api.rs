//! The edge: ticket and claim. Failures come back as codes that have words. What is read before
//! anybody acts comes with the element.

use super::{Options, call, get, text};
use crate::interview_state::Receipt;
use js_sys::JSON;
use recourse::claim::Submission;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

/// How long an answer is waited for.
const PATIENCE_MS: u32 = 30_000;

async fn fetch(
    url: &str,
    method: &str,
    headers: &[(&str, &str)],
    body: Option<&str>,
) -> Result<Response, JsValue> {
    let init = RequestInit::new();
    init.set_method(method);
    let all = js_sys::Object::new();
    for (key, value) in headers {
        let _ = js_sys::Reflect::set(&all, &(*key).into(), &(*value).into());
    }
    init.set_headers(&all);
    body.iter().for_each(|body| init.set_body(&JsValue::from_str(body)));
    // Whoever waits for ever cannot try again. The same ticket makes that safe.
    let signal = call(&get(&js_sys::global(), "AbortSignal"), "timeout", &[PATIENCE_MS.into()]);
    let _ = js_sys::Reflect::set(&init, &"signal".into(), &signal);
    let window = web_sys::window().ok_or("no window")?;
    JsFuture::from(window.fetch_with_str_and_init(url, &init)).await?.dyn_into()
}

/// A ticket for one claim; `Err` is a problem code.
pub(crate) async fn ticket(options: &Options) -> Result<String, String> {
    let url = format!("{}/v1/stores/{}/tickets", options.api, options.store);
    let answer = fetch(&url, "POST", &[("content-type", "application/json")], Some("{}"))
        .await
        .map_err(|_| "offline")?;
    let said = json(&answer).await;
    text(&said, "ticket").ok_or_else(|| text(&said, "code").unwrap_or_else(|| "offline".to_owned()))
}

/// Sends a claim under its ticket; the same ticket again is the same claim. `Err` is a problem
/// code.
pub(crate) async fn send(
    options: &Options,
    ticket: &str,
    submission: &Submission,
) -> Result<Receipt, String> {
    let body = submission.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).ok();
    let body = body
        .and_then(|body| JSON::stringify(&body).ok())
        .and_then(|text| text.as_string())
        .ok_or("offline")?;
    let url = format!("{}/v1/stores/{}/claims", options.api, options.store);
    let headers = [("content-type", "application/json"), ("recourse-ticket", ticket)];
    let answer = fetch(&url, "POST", &headers, Some(&body)).await.map_err(|_| "offline")?;
    let said = json(&answer).await;
    if !answer.ok() {
        return Err(text(&said, "code").unwrap_or_else(|| "offline".to_owned()));
    }
    // A network that wants a login first says yes to everything.
    let claim = text(&said, "claim").ok_or("offline")?;
    let due = get(&said, "due").dyn_into::<js_sys::Array>().unwrap_or_default();
    let due =
        due.iter().filter_map(|due| Some((text(&due, "timer")?, text(&due, "at")?))).collect();
    Ok(Receipt { claim, status_url: text(&said, "status_url").unwrap_or_default(), due })
}

async fn json(answer: &Response) -> JsValue {
    match answer.json() {
        Ok(promise) => JsFuture::from(promise).await.unwrap_or(JsValue::UNDEFINED),
        Err(_) => JsValue::UNDEFINED,
    }
}
