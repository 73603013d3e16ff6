//! The Worker's API: tickets and claims. A failure is a problem code that has a message.

use super::Options;
use crate::receipt::Receipt;
use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::JSON;
use recourse::claim::Submission;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use web_sys::AbortSignal;

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
    let response = post(&options.store_url("tickets"), "{}", |request| request).await?;
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
    let with_ticket = |request: RequestBuilder| request.header("recourse-ticket", ticket);
    read(post(&options.store_url("claims"), &body, with_ticket).await?).await
}

async fn post(
    url: &str,
    body: &str,
    extend: impl FnOnce(RequestBuilder) -> RequestBuilder,
) -> Result<Response, String> {
    let timeout = AbortSignal::timeout_with_u32(TIMEOUT_MS);
    let request =
        Request::post(url).header("content-type", "application/json").abort_signal(Some(&timeout));
    let request = extend(request).body(body).map_err(|_| OFFLINE)?;
    request.send().await.map_err(|_| OFFLINE.to_owned())
}

/// The JSON of a response. A captive portal answers every request with a page of its own, so a body
/// of another form is no success.
async fn read<T: DeserializeOwned>(response: Response) -> Result<T, String> {
    let text = response.text().await.unwrap_or_default();
    let value = from_json::<T>(&text).filter(|_| response.ok());
    value.ok_or_else(|| match from_json::<Problem>(&text) {
        Some(problem) => problem.code,
        None => OFFLINE.to_owned(),
    })
}

/// Reads JSON by the browser's own parser.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_wasm_bindgen::from_value(JSON::parse(text).ok()?).ok()
}

/// Writes JSON by the browser's own writer.
pub(crate) fn to_json<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    let value = value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).ok()?;
    JSON::stringify(&value).ok()?.as_string()
}
