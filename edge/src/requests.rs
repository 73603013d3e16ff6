//! Requests to Durable Objects, as JSON, and to other servers, with a timeout. A failure is `None`;
//! its log line has the kind of object only.

use super::calls::{call, call_async, construct};
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use worker::wasm_bindgen_futures::JsFuture;
use worker::{AbortController, Delay, Env, Fetch, Request, Response, ResponseBody, web_sys};

/// Sends a request to the object of a name.
pub(super) async fn ask<Q: Serialize, A: DeserializeOwned>(
    env: &Env,
    binding: &str,
    name: &str,
    question: &Q,
) -> Option<A> {
    let response = attempt(env, binding, name, question).await;
    if response.is_none() {
        worker::console_error!("{binding}: the object did not answer");
    }
    response
}

async fn attempt<Q: Serialize, A: DeserializeOwned>(
    env: &Env,
    binding: &str,
    name: &str,
    question: &Q,
) -> Option<A> {
    let objects = Reflect::get(env, &binding.into()).ok()?;
    let object = call(&objects, "getByName", &Array::of1(&name.into())).ok()?;
    let init = init(&serde_json::to_string(question).ok()?, &[]).ok()?;
    let response =
        call_async(&object, "fetch", &Array::of2(&"https://object/".into(), &init)).await.ok()?;
    let response = response
        .dyn_into::<web_sys::Response>()
        .ok()
        .filter(|response| response.status() == 200)?;
    serde_json::from_str(&whole(response.text()).await?).ok()
}

/// The body of a response as text, in one piece.
pub(super) async fn text(response: &Response) -> Option<String> {
    whole(plain(response)?.text()).await
}

/// The body of a response as bytes, in one piece.
pub(super) async fn bytes(response: &Response) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(plain(response)?.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// The runtime's own response with the same body.
fn plain(response: &Response) -> Option<web_sys::Response> {
    let ResponseBody::Stream(stream) = response.body() else { return None };
    web_sys::Response::new_with_opt_readable_stream(Some(stream)).ok()
}

async fn whole(text: Result<Promise, JsValue>) -> Option<String> {
    JsFuture::from(text.ok()?).await.ok()?.as_string()
}

/// A request that posts a text and follows no redirect.
pub(super) fn post(url: &str, body: &str, headers: &[(&str, &str)]) -> Result<Request, JsValue> {
    let args = Array::of2(&url.into(), &init(body, headers)?.into());
    let made = construct(&js_sys::global(), "Request", &args)?;
    Ok(made.unchecked_into::<web_sys::Request>().into())
}

fn init(body: &str, headers: &[(&str, &str)]) -> Result<Object, JsValue> {
    let init = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&init, &name.into(), value);
    set("method", &"POST".into())?;
    set("redirect", &"manual".into())?;
    set("body", &body.into())?;
    let named = Object::new();
    for (name, value) in headers {
        Reflect::set(&named, &(*name).into(), &(*value).into())?;
    }
    set("headers", &named)?;
    Ok(init)
}

/// Sends a request to another server, with a timeout.
pub(super) async fn fetch_with_timeout(
    request: Request,
    timeout: Duration,
) -> worker::Result<Response> {
    let control = AbortController::default();
    let signal = control.signal();
    worker::wasm_bindgen_futures::spawn_local(async move {
        Delay::from(timeout).await;
        control.abort();
    });
    Fetch::Request(request).send_with_signal(&signal).await
}

/// Parses the body of a request.
pub(super) async fn read_json<Q: DeserializeOwned>(request: &mut Request) -> worker::Result<Q> {
    let text = request.text().await?;
    serde_json::from_str(&text)
        .map_err(|_| worker::Error::RustError("a question nobody asks".to_owned()))
}

/// A response with JSON.
pub(super) fn json_response<A: Serialize>(response: &A) -> worker::Result<Response> {
    Response::ok(serde_json::to_string(response).unwrap_or_default())
}
