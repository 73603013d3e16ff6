//! One file per step of the contract. A handler reads, asks a port, and answers; rules stay in `recourse`.

pub mod bundle;
pub mod cancel;
pub mod day;
pub mod decide;
pub mod deliveries;
pub mod desk;
pub mod erase;
pub mod events;
pub mod export;
pub mod form;
pub mod health;
pub mod data_page;
mod page;
mod parameters;
pub mod photo;
mod photo_intake;
pub mod policy;
pub mod reply;
pub mod data_export;
pub mod status;
pub mod status_page;
pub mod store;
pub mod submit;
pub mod texts;
pub mod ticket;
mod signed_order;
mod whole_claims;

use crate::policies::{self, Served};
use crate::ports::{
    CaptchaVerifier, Clock, Entropy, Ledger, Localizer, OrderRegistry, Outbox, PhotoStore,
    RateLimiter, Verifier,
};
use crate::problem::Problem;
use crate::settings::{Settings, StoreSettings};
use crate::ticket::SigningKey;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Serialize;
use std::borrow::Cow;
use std::sync::Arc;

/// Application state: the ports and the secrets.
pub struct AppState {
    /// What time it is.
    pub clock: Box<dyn Clock>,
    /// Where claims are kept.
    pub ledger: Box<dyn Ledger>,
    /// Where photos are kept.
    pub photo_store: Box<dyn PhotoStore>,
    /// Serialises the claims of each order.
    pub order_registry: Box<dyn OrderRegistry>,
    /// Who verifies what this code does not.
    pub verifier: Box<dyn Verifier>,
    /// Rate limits.
    pub rate_limiter: Box<dyn RateLimiter>,
    /// CAPTCHA verification.
    pub captcha: Box<dyn CaptchaVerifier>,
    /// Announcements on their way to shops.
    pub outbox: Box<dyn Outbox>,
    /// Locale data.
    pub localizer: Box<dyn Localizer>,
    /// Where nonces come from.
    pub entropy: Box<dyn Entropy>,
    /// Signs tickets and status links.
    pub signing_key: Option<SigningKey>,
    /// Opens the desk.
    pub desk_token: Option<String>,
    /// What the shops have set; `None` where it cannot be read.
    pub settings: Option<Arc<Settings>>,
}

impl std::fmt::Debug for AppState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AppState")
    }
}

/// What time it is here, in milliseconds since 1970.
const SERVER_TIME: HeaderName = HeaderName::from_static("recourse-server-time");

/// Application state as handlers share it.
pub type SharedState = Arc<AppState>;

impl AppState {
    fn signing_key(&self) -> Result<&SigningKey, Problem> {
        self.signing_key.as_ref().ok_or_else(Problem::not_configured)
    }

    pub(crate) fn settings(&self, store: &str) -> Result<&StoreSettings, Problem> {
        self.settings
            .as_ref()
            .map(|settings| settings.of(store))
            .ok_or_else(Problem::not_configured)
    }
}

pub(crate) fn served(store: &str) -> Result<&'static Served, Problem> {
    policies::all().get(store).ok_or_else(Problem::no_such_store)
}

fn json<T: Serialize>(status: StatusCode, value: &T) -> Response {
    let text = serde_json::to_string(value).unwrap_or_default();
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// Bytes that change only when a policy does: cached for a minute, checked by their hash, and made only where they are to be sent.
fn cached(asked: &HeaderMap, hash: &str, bytes: impl FnOnce() -> Cow<'static, [u8]>) -> Response {
    let tag = format!("\"{hash}\"");
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let fresh = known.flat_map(|value| value.split(',')).any(|one| {
        let one = one.trim();
        one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag
    });
    let mut response = Response::new(if fresh { Body::empty() } else { body(bytes()) });
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    let caching = "public, max-age=60, stale-while-revalidate=600";
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if fresh {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        let bytes = HeaderValue::from_static("application/octet-stream");
        response.headers_mut().insert(header::CONTENT_TYPE, bytes);
    }
    response
}

/// An answer that says what time it is here: a phone may be days off, and `Date` is not for pages of other origins to read.
fn with_server_time(app: &AppState, mut response: Response) -> Response {
    response.headers_mut().insert(SERVER_TIME, HeaderValue::from(app.clock.now_ms()));
    response
}

fn body(bytes: Cow<'static, [u8]>) -> Body {
    match bytes {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    }
}

/// The token of an `Authorization: Bearer` header.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}
