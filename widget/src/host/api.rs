//! The Worker's API: tickets and claims. A failure is a problem code that has a message.

use super::Options;
use super::intl::options;
use super::json::{from_json, to_json};
use crate::receipt::Receipt;
use leptos::prelude::window;
use recourse::claim::Submission;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response};

/// How long a response is waited for. A shopper who tries again uses the same ticket, which makes
/// that safe.
const TIMEOUT_MS: u32 = 30_000;

/// The code where the Worker cannot be reached, or something else has answered in its place.
const OFFLINE: &str = "offline";

#[derive(Deserialize)]
struct TicketResponse {
    ticket: String,
}

/// Problem details (RFC 9457), as far as the widget needs them.
#[derive(Deserialize)]
struct Problem {
    code: String,
}

/// Requests a ticket for one claim.
///
/// # Errors
/// A problem code.
pub(crate) async fn request_ticket(options: &Options) -> Result<String, String> {
    let response = post(&options.store_url("tickets"), "{}", None).await?;
    Ok(read::<TicketResponse>(response).await?.ticket)
}

/// Submits a claim under its ticket; the same ticket again is the same claim.
///
/// # Errors
/// A problem code.
pub(crate) async fn submit_claim(
    options: &Options,
    ticket: &str,
    submission: &Submission,
) -> Result<Receipt, String> {
    let body = to_json(submission).ok_or(OFFLINE)?;
    read(post(&options.store_url("claims"), &body, Some(ticket)).await?).await
}

/// Posts JSON. By address and options, not as a `Request`: what pages put around `fetch` seldom
/// supports more.
async fn post(url: &str, body: &str, ticket: Option<&str>) -> Result<Response, String> {
    let content_type = Some(("content-type", "application/json"));
    let ticket = ticket.map(|ticket| ("recourse-ticket", ticket));
    let headers: Vec<_> = content_type.into_iter().chain(ticket).collect();
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&options(&headers));
    init.set_body(&body.into());
    init.set_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MS)));
    let response = JsFuture::from(window().fetch_with_str_and_init(url, &init)).await;
    response.ok().and_then(|response| response.dyn_into().ok()).ok_or_else(|| OFFLINE.to_owned())
}

/// The JSON of a response. A captive portal answers every request with a page of its own, so a body
/// of another form is no success.
async fn read<T: DeserializeOwned>(response: Response) -> Result<T, String> {
    let text = match response.text() {
        Ok(text) => JsFuture::from(text).await.ok().and_then(|text| text.as_string()),
        Err(_) => None,
    };
    let text = text.unwrap_or_default();
    let value = from_json::<T>(&text).filter(|_| response.ok());
    value.ok_or_else(|| match from_json::<Problem>(&text) {
        Some(problem) => problem.code,
        None => OFFLINE.to_owned(),
    })
}
