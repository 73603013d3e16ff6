//! CORS: which pages may read a response, by the exact list of the store in the path. Pages of the same origin need no CORS
//! headers; desk routes never send any.

use crate::handlers::{AppState, served};
use crate::settings::Settings;
use crate::storage_key::ClaimKey;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Which sites may embed a response.
const RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// On responses that a shop's page may read.
const EXPOSED: [(HeaderName, &str); 2] = [
    (header::ACCESS_CONTROL_EXPOSE_HEADERS, "etag, recourse-server-time, retry-after"),
    (RESOURCE, "cross-origin"),
];

/// On the response to a preflight request.
const PREFLIGHT: [(HeaderName, &str); 3] = [
    (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, DELETE"),
    (
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        "authorization, content-type, if-none-match, recourse-turnstile-token, recourse-store, recourse-ticket",
    ),
    (header::ACCESS_CONTROL_MAX_AGE, "86400"),
];

/// The shop that a path is about.
fn store(path: &str) -> Option<String> {
    if let Some(rest) = path.strip_prefix("/v1/stores/") {
        return rest.split('/').next().map(str::to_owned);
    }
    let id = path.strip_prefix("/v1/claims/")?.split('/').next()?;
    Some(ClaimKey::parse(id)?.store().as_str().to_owned())
}

/// Sets the CORS headers of a response.
pub(crate) fn apply(
    app: &AppState,
    path: &str,
    origin: Option<&HeaderValue>,
    headers: &mut HeaderMap,
) {
    let asked_first = headers.remove(PREFLIGHT_MARKER).is_some();
    if path == "/v1/desk" || path.starts_with("/v1/desk/") {
        headers.insert(RESOURCE, HeaderValue::from_static("same-origin"));
        return;
    }
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    let allowed = origin.filter(|origin| {
        let text = origin.to_str().unwrap_or_default();
        let store = store(path);
        let settings = app.settings.as_deref();
        // An unknown store has no secret: its 404 can be read from any page.
        let allows = |(store, settings): (String, &Settings)| {
            served(&store).is_err() || settings.of(&store).origins.allow(text)
        };
        store.zip(settings).is_some_and(allows)
    });
    let Some(origin) = allowed else {
        headers.entry(RESOURCE).or_insert(HeaderValue::from_static("same-origin"));
        return;
    };
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    let more: &[_] = if asked_first { &PREFLIGHT } else { &[] };
    for (name, value) in EXPOSED.iter().chain(more) {
        headers.insert(name.clone(), HeaderValue::from_static(value));
    }
}

/// Marks the response to a preflight request; removed here, it never leaves the Worker.
pub(crate) const PREFLIGHT_MARKER: HeaderName = HeaderName::from_static("recourse-preflight");
