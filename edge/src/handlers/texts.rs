//! `GET /v1/stores/{store}/texts/{language}`.
//! 1. 200 with the texts' bytes; the ETag is their SHA-256.
//! 2. 304 where `If-None-Match` names it.
//! 3. 404 `no_such_store`, `no_such_language`; with `?fallback` the policy's own language is served instead, and
//!    `Content-Language` says which one it is. So it is, too, while a language that there is cannot be had.

use super::parameters::Parameters;
use super::{SharedState, cached, served};
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use std::borrow::Cow;

/// Serves the texts of a policy.
///
/// # Errors
/// `no_such_store`, `no_such_language`.
pub async fn get(
    State(app): State<SharedState>,
    Path((store, language)): Path<(String, String)>,
    query: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let served = served(&store)?;
    let own = Some(&served.own).filter(|_| query.has("fallback"));
    let detail = "this policy has no texts in that language";
    let written = served
        .texts(app.localizer.as_ref(), &language)
        .await
        .or(own)
        .ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "no_such_language", detail))?;
    let mut response = cached(&headers, &written.hash, || Cow::Borrowed(&written.bytes));
    response
        .headers_mut()
        .insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(written.language));
    Ok(response)
}
