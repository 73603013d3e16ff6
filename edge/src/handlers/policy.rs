//! `GET /v1/stores/{store}/policy`: the policy that decides today; `GET /v1/stores/{store}/policies/{hash}`: one that decided a claim.
//! 1. 200 with the compiled bytes; the ETag is the policy's hash. The policy of today says what time it is here, in `Recourse-Server-Time`
//!    (milliseconds since 1970), with 304 too.
//! 2. 304 where `If-None-Match` names that hash.
//! 3. 404 `no_such_store`, `not_found`: under a hash there is the policy of today, and every one under which a claim was kept.
//! 4. For one of another day: 503 `ledger_unavailable`; 429 `rate_limited` after 120 in a minute.

use super::{SharedState, cached, served, with_server_time};
use crate::problem::Problem;
use crate::{archive, rate_limit};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::borrow::Cow;

/// Serves a policy.
///
/// # Errors
/// `no_such_store`.
pub async fn get(
    State(app): State<SharedState>,
    Path(store): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let served = served(&store)?;
    Ok(with_server_time(
        &app,
        cached(&headers, served.policy.hash(), || Cow::Borrowed(served.bytes)),
    ))
}

/// Serves a policy of any day.
///
/// # Errors
/// See the contract above.
pub async fn by_hash(
    State(app): State<SharedState>,
    Path((store, hash)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let served = served(&store)?;
    if hash == served.policy.hash() {
        return Ok(cached(&headers, &hash, || Cow::Borrowed(served.bytes)));
    }
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_hash {
        return Err(Problem::not_found());
    }
    rate_limit::check_requests(&app, &headers).await?;
    let bytes = archive::find(&app, &store, &hash).await?.ok_or_else(Problem::not_found)?;
    Ok(cached(&headers, &hash, || Cow::Owned(bytes)))
}
