//! `GET /v1/stores/{store}/policy`: the policy that decides today; `GET /v1/stores/{store}/policies/{hash}`: one that decided a claim.
//! 1. 200 with the compiled bytes; the ETag is the policy's hash. The policy of today says what time it is here, in `Recourse-Now`
//!    (milliseconds since 1970), with 304 too.
//! 2. 304 where `If-None-Match` names that hash.
//! 3. 404 `no_such_store`, `not_found`: under a hash there is the policy of today, and every one under which a claim was kept.
//! 4. For one of another day: 503 `ledger_unavailable`; 429 `too_many` after 120 in a minute.

use super::{Shared, cached, said_now, served};
use crate::problem::Problem;
use crate::{archive, limits};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::borrow::Cow;

/// Serves a policy.
///
/// # Errors
/// `no_such_store`.
pub async fn get(
    State(edge): State<Shared>,
    Path(store): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let served = served(&store)?;
    Ok(said_now(&edge, cached(&headers, served.policy.hash(), || Cow::Borrowed(served.bytes))))
}

/// Serves a policy of any day.
///
/// # Errors
/// See the contract above.
pub async fn by_hash(
    State(edge): State<Shared>,
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
    limits::requests(&edge, &headers).await?;
    let bytes = archive::find(&edge, &store, &hash).await?.ok_or_else(Problem::not_found)?;
    Ok(cached(&headers, &hash, || Cow::Owned(bytes)))
}
