//! `GET /v1/stores/{store}/texts/{language}`.
//! 1. 200 with the compiled texts; the ETag is their SHA-256.
//! 2. 304 where `If-None-Match` names it.
//! 3. 404 `no_such_store`, `no_such_language`. With `?fallback` the texts are in the policy's own
//!    language where there are none in this one, or they are unavailable; `Content-Language` names
//!    the language.

use crate::app::SharedState;
use crate::http::extract::{Parameters, Store};
use crate::http::response::cached;
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use std::borrow::Cow;

/// Returns the texts of a policy.
///
/// # Errors
/// `no_such_language`.
pub async fn texts(
    State(app): State<SharedState>,
    Store(served): Store,
    Path((_, language)): Path<(String, String)>,
    query: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let own = query.has("fallback").then_some(&served.own);
    let texts = served.texts(app.localizer.as_ref(), &language).await.or(own);
    let texts = texts.ok_or_else(no_such_language)?;
    let mut response = cached(&headers, &texts.hash, || Cow::Borrowed(&texts.bytes));
    let language = HeaderValue::from_static(texts.language);
    response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
    Ok(response)
}

fn no_such_language() -> Problem {
    let detail = "this policy has no texts in that language";
    Problem::new(StatusCode::NOT_FOUND, "no_such_language", detail)
}
