//! `GET /v1/stores/{store}/texts/{language}`.
//! 1. 200 with the texts' bytes; the ETag is their SHA-256.
//! 2. 304 where `If-None-Match` names it.
//! 3. 404 `no_such_store`, `no_such_language`: falling back to another language is the client's choice.

use super::{cached, served};
use crate::problem::Problem;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

/// Serves the texts of a policy.
///
/// # Errors
/// `no_such_store`, `no_such_language`.
pub async fn get(
    Path((store, language)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let found = served(&store)?.texts.get(language.as_str());
    let detail = "this policy has no texts in that language";
    let (bytes, hash) =
        found.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "no_such_language", detail))?;
    Ok(cached(&headers, hash, bytes))
}
