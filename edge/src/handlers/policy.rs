//! `GET /v1/stores/{store}/policy`.
//! 1. 200 with the compiled bytes; the ETag is the policy's hash.
//! 2. 304 where `If-None-Match` names that hash.
//! 3. 404 `no_such_store`.

use super::{cached, served};
use crate::problem::Problem;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;

/// Serves a policy.
///
/// # Errors
/// `no_such_store`.
pub async fn get(Path(store): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let served = served(&store)?;
    Ok(cached(&headers, served.policy.hash(), served.bytes))
}
