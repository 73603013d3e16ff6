//! The edge: policy, texts, ticket, claim. Failures come back as codes that have words.

use super::{Options, get, text};
use crate::journey::Receipt;
use js_sys::{JSON, Uint8Array};
use recourse::claim::Submission;
use recourse::policy::Policy;
use recourse::words::Texts;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

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
    let window = web_sys::window().ok_or("no window")?;
    JsFuture::from(window.fetch_with_str_and_init(url, &init)).await?.dyn_into()
}

async fn bytes(url: &str) -> Result<Option<Vec<u8>>, JsValue> {
    let answer = fetch(url, "GET", &[], None).await?;
    if !answer.ok() {
        return Ok(None);
    }
    let buffer = JsFuture::from(answer.array_buffer()?).await?;
    Ok(Some(Uint8Array::new(&buffer).to_vec()))
}

/// The shop's compiled policy.
pub(crate) async fn policy(options: &Options) -> Result<Policy, JsValue> {
    let found = bytes(&format!("{}/v1/stores/{}/policy", options.api, options.store)).await?;
    let found = found.ok_or("the policy cannot be loaded")?;
    Policy::decode(&found).map_err(|error| JsValue::from_str(&error.to_string()))
}

/// The texts in the shopper's language, else in the policy's own: the shop knows which it has.
pub(crate) async fn texts(options: &Options) -> Result<Texts, JsValue> {
    let own = options.lang.split('-').next().unwrap_or_default();
    let found = bytes(&format!("{}/v1/stores/{}/texts/{own}?fallback", options.api, options.store)).await?;
    found.and_then(|found| Texts::decode(&found)).ok_or_else(|| "the texts cannot be loaded".into())
}

/// A ticket for one claim; `Err` is a problem code.
pub(crate) async fn ticket(options: &Options) -> Result<String, String> {
    let url = format!("{}/v1/stores/{}/tickets", options.api, options.store);
    let answer = fetch(&url, "POST", &[("content-type", "application/json")], Some("{}"))
        .await
        .map_err(|_| "offline")?;
    text(&json(&answer).await, "ticket").ok_or_else(|| "offline".to_owned())
}

/// Sends a claim under its ticket; the same ticket again is the same claim. `Err` is a problem code.
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
    let due = js_sys::Array::from(&get(&said, "due"))
        .iter()
        .filter_map(|due| Some((text(&due, "timer")?, text(&due, "at")?)))
        .collect();
    Ok(Receipt {
        claim: text(&said, "claim").unwrap_or_default(),
        status_url: text(&said, "status_url").unwrap_or_default(),
        due,
    })
}

async fn json(answer: &Response) -> JsValue {
    match answer.json() {
        Ok(promise) => JsFuture::from(promise).await.unwrap_or(JsValue::UNDEFINED),
        Err(_) => JsValue::UNDEFINED,
    }
}
