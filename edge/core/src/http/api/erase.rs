//! `DELETE /v1/claims/{id}` with the claim's secret: erasure by the shopper.
//! 1. An unknown number, a wrong or missing secret: the same 404 `not_found`.
//! 2. A tombstone replaces the claim; its summary, all of its events and its photos are removed,
//!    except for photos that another claim of the ticket names. 204. Again: 204. Two days later the
//!    tombstone is removed, with whatever was stored meanwhile.
//! 3. The same claim again under its ticket is 410 `erased`: it does not come back.
//! 4. 503 `ledger_unavailable`: send it again. 429 `rate_limited` after 120 requests in a minute.

use crate::app::SharedState;
use crate::http::extract::{ClaimAuth, RequestLimit};
use crate::problem::Problem;
use crate::service::erasure::erase;
use axum::extract::State;
use axum::http::StatusCode;

/// Erases a claim.
///
/// # Errors
/// See the contract above.
pub async fn erase_claim(
    State(app): State<SharedState>,
    _: RequestLimit,
    ClaimAuth(key): ClaimAuth,
) -> Result<StatusCode, Problem> {
    erase(&app, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}
