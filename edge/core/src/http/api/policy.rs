//! `GET /v1/stores/{store}/policy`: the policy of today; `GET /v1/stores/{store}/policies/{hash}`:
//! one that decided a claim.
//! 1. 200 with the compiled bytes; the ETag is the policy's hash. The policy of today has the
//!    header `Recourse-Server-Time` (milliseconds since 1970), with 304 too.
//! 2. 304 where `If-None-Match` names that hash.
//! 3. 404 `no_such_store`, `not_found`: a hash names the policy of today, or one under which a
//!    claim was stored.
//! 4. For an archived policy: 503 `ledger_unavailable`; 429 `rate_limited` after 120 in a minute.

use crate::app::SharedState;
use crate::http::extract::{Store, sender};
use crate::http::response::{cached, with_server_time};
use crate::problem::Problem;
use crate::service::policy_archive::find_policy;
use crate::service::rate_limit;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::borrow::Cow;

/// Hexadecimal digits of a hash.
const HASH_DIGITS: usize = 64;

/// Returns the policy of today.
pub async fn policy(
    State(app): State<SharedState>,
    Store(served): Store,
    headers: HeaderMap,
) -> Response {
    let response = cached(&headers, served.policy.hash(), || Cow::Borrowed(served.bytes));
    with_server_time(&app, response)
}

/// Returns a policy by its hash.
///
/// # Errors
/// See the contract above.
pub async fn policy_by_hash(
    State(app): State<SharedState>,
    Store(served): Store,
    Path((store, hash)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if hash == served.policy.hash() {
        return Ok(cached(&headers, &hash, || Cow::Borrowed(served.bytes)));
    }
    if hash.len() != HASH_DIGITS || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Problem::not_found());
    }
    rate_limit::check_requests(&app, &sender(&headers)).await?;
    let bytes = find_policy(&app, &store, &hash).await?.ok_or_else(Problem::not_found)?;
    Ok(cached(&headers, &hash, || Cow::Owned(bytes)))
}
