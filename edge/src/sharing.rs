//! Which pages may read an answer: the list of the shop that the path names, to the letter. The edge's own pages need no
//! leave; the desk is nobody else's.

use crate::handlers::{Edge, served};
use crate::key::ClaimKey;
use crate::settings::Settings;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Who may take an answer for a picture or a script of theirs.
const RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// On answers that a shop's page may read.
const EXPOSED: [(HeaderName, &str); 2] =
    [(header::ACCESS_CONTROL_EXPOSE_HEADERS, "etag, recourse-now, retry-after"), (RESOURCE, "cross-origin")];

/// On the answer to a browser that asks before it sends.
const PREFLIGHT: [(HeaderName, &str); 3] = [
    (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, DELETE"),
    (
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        "authorization, content-type, if-none-match, recourse-human, recourse-store, recourse-ticket",
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

/// Says on an answer who may read it.
pub(crate) fn share(edge: &Edge, path: &str, origin: Option<&HeaderValue>, headers: &mut HeaderMap) {
    let asked_first = headers.remove(ASKED).is_some();
    if path == "/v1/desk" || path.starts_with("/v1/desk/") {
        headers.insert(RESOURCE, HeaderValue::from_static("same-origin"));
        return;
    }
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    let allowed = origin.filter(|origin| {
        let text = origin.to_str().unwrap_or_default();
        let store = store(path);
        let settings = edge.settings.as_deref();
        // Nobody's shop has no secret: whoever mistyped its name may read that there is none.
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

/// Set by the answer to a browser that asks before it sends, and taken off here: it never leaves the edge.
pub(crate) const ASKED: HeaderName = HeaderName::from_static("recourse-asked");
