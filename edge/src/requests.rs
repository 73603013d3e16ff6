//! Requests to Durable Objects, as JSON, and to other servers, with a timeout. A failure is `None`;
//! its log line has the kind of object only.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use worker::{
    AbortController, Delay, Env, Fetch, Headers, Method, Request, RequestInit, RequestRedirect,
    Response, Result,
};

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
    let object = env.durable_object(binding).ok()?.get_by_name(name).ok()?;
    // The object ignores the address.
    let request = post("https://object/", &serde_json::to_string(question).ok()?, &[]).ok()?;
    let mut response = object.fetch_with_request(request).await.ok()?;
    if response.status_code() != 200 {
        return None;
    }
    serde_json::from_str(&response.text().await.ok()?).ok()
}

/// A request that posts a text and follows no redirect.
pub(super) fn post(url: &str, body: &str, headers: &[(&str, &str)]) -> Result<Request> {
    let named = Headers::new();
    for (name, value) in headers {
        named.set(name, value)?;
    }
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_redirect(RequestRedirect::Manual)
        .with_headers(named)
        .with_body(Some(body.into()));
    Request::new_with_init(url, &init)
}

/// Sends a request to another server, with a timeout.
pub(super) async fn fetch_with_timeout(request: Request, timeout: Duration) -> Result<Response> {
    let control = AbortController::default();
    let signal = control.signal();
    worker::wasm_bindgen_futures::spawn_local(async move {
        Delay::from(timeout).await;
        control.abort();
    });
    Fetch::Request(request).send_with_signal(&signal).await
}

/// Parses the body of a request.
pub(super) async fn read_json<Q: DeserializeOwned>(request: &mut Request) -> Result<Q> {
    Ok(serde_json::from_str(&request.text().await?)?)
}

/// A response with JSON.
pub(super) fn json_response<A: Serialize>(response: &A) -> Result<Response> {
    Response::ok(serde_json::to_string(response)?)
}
