//! CORS: which pages may read a response, by the list of the store in the path. Pages of the same
//! origin need no CORS headers; desk routes never send any.

use crate::app::AppState;
use crate::domain::storage_key::ClaimKey;
use crate::service::policies;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Which sites may embed a response.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");

/// The headers of a response that a page of the shop may read.
const READABLE: [(HeaderName, &str); 2] = [
    (header::ACCESS_CONTROL_EXPOSE_HEADERS, "etag, recourse-server-time, retry-after"),
    (RESOURCE_POLICY, "cross-origin"),
];

/// The headers of the response to a preflight request.
const PREFLIGHT: [(HeaderName, &str); 3] = [
    (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, DELETE"),
    (
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        "authorization, content-type, if-none-match, recourse-turnstile-token, recourse-store, recourse-ticket",
    ),
    (header::ACCESS_CONTROL_MAX_AGE, "86400"),
];

/// Marks the response to a preflight request until its headers are set.
#[derive(Clone)]
struct Preflight;

/// The handler of preflight requests.
pub(super) async fn preflight() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.extensions_mut().insert(Preflight);
    response
}

/// Sets the CORS headers of a response.
pub(super) fn apply(
    app: &AppState,
    path: &str,
    origin: Option<&HeaderValue>,
    response: &mut Response,
) {
    let is_preflight = response.extensions_mut().remove::<Preflight>().is_some();
    let headers = response.headers_mut();
    if path == "/v1/desk" || path.starts_with("/v1/desk/") {
        headers.insert(RESOURCE_POLICY, SAME_ORIGIN);
        return;
    }
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    match origin.filter(|origin| is_allowed(app, path, origin)) {
        Some(origin) => {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            insert(headers, &READABLE);
            insert(headers, if is_preflight { &PREFLIGHT } else { &[] });
        }
        None => {
            headers.entry(RESOURCE_POLICY).or_insert(SAME_ORIGIN);
        }
    }
}

fn insert(headers: &mut HeaderMap, all: &[(HeaderName, &'static str)]) {
    for (name, value) in all {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Whether pages of an origin may read the responses of a path. The 404 of an unknown store has no
/// secret, so every page may read it.
fn is_allowed(app: &AppState, path: &str, origin: &HeaderValue) -> bool {
    let Some(settings) = app.settings.as_deref() else { return false };
    let Some(store) = store_of(path) else { return false };
    let origin = origin.to_str().unwrap_or_default();
    policies::find(&store).is_none() || settings.of(&store).origins.allow(origin)
}

/// The store of a path.
fn store_of(path: &str) -> Option<String> {
    if let Some(rest) = path.strip_prefix("/v1/stores/") {
        return rest.split('/').next().map(str::to_owned);
    }
    let id = path.strip_prefix("/v1/claims/")?.split('/').next()?;
    Some(ClaimKey::parse(id)?.store().as_str().to_owned())
}
