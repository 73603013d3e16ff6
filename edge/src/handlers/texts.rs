//! `GET /v1/stores/{store}/texts/{language}`.
//! 1. 200 with the texts' bytes; the ETag is their SHA-256.
//! 2. 304 where `If-None-Match` names it.
//! 3. 404 `no_such_store`, `no_such_language`; with `?fallback` the policy's own language is served instead, and
//!    `Content-Language` says which one it is.

use super::{cached, served};
use crate::problem::Problem;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use std::borrow::Cow;

/// Serves the texts of a policy.
///
/// # Errors
/// `no_such_store`, `no_such_language`.
pub async fn get(
    Path((store, language)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let served = served(&store)?;
    let own = served.policy.parts().language.as_str();
    let falls_back = query.as_deref() == Some("fallback") && !served.texts.contains_key(language.as_str());
    let language = if falls_back { own } else { language.as_str() };
    let detail = "this policy has no texts in that language";
    let (bytes, hash) = served
        .texts
        .get(language)
        .ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "no_such_language", detail))?;
    let mut response = cached(&headers, hash, Cow::Borrowed(bytes));
    if let Ok(language) = HeaderValue::from_str(language) {
        response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
    }
    Ok(response)
}
