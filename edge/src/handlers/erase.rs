//! `DELETE /v1/claims/{id}` with the claim's secret: the shopper has the claim erased.
//! 1. An unknown number, a wrong or missing secret: the very same 404 `not_found`.
//! 2. The value of the claim and of each of its events is replaced by a tombstone; the row
//!    in the desk's list goes with it, and its photos are removed. 204. Again: 204.
//!    Two days later the tombstone is removed, too, with whatever came in just then.
//! 3. Who sends the same claim again under its old ticket is told 410 `erased`: it does not come back.
//! 4. 503 `ledger_unavailable`: then send it again. 429 `rate_limited` after 120 requests in a minute.

use super::{AppState, SharedState, bearer, status, submit};
use crate::problem::Problem;
use crate::rate_limit;
use crate::retention;
use crate::storage_key::ClaimKey;
use crate::ticket::TICKET_TTL_MS;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use recourse::claim::Claim;

/// What stands where a claim was.
const TOMBSTONE: &str = r#"{"v":1,"erased":true}"#;
/// Most events of one claim that are erased in one request; more are erased by the next.
const EVENTS_MAX: u16 = 200;

/// Whether a value is what an erased claim left.
pub(crate) fn is_erased(text: &str) -> bool {
    text == TOMBSTONE
}

/// Erases a claim.
///
/// # Errors
/// See the contract above.
pub async fn delete(
    State(app): State<SharedState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    rate_limit::check_requests(&app, &headers).await?;
    let secret = bearer(&headers).unwrap_or_default();
    let key = status::owned(&app, &id, secret).ok_or_else(Problem::not_found)?;
    erase(&app, &key).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Leaves nothing of a claim but a tombstone.
///
/// # Errors
/// `not_found`, `ledger_unavailable`, `not_configured`.
pub(super) async fn erase(app: &AppState, key: &ClaimKey) -> Result<(), Problem> {
    let known = app.ledger.get(&key.storage_key()).await?.ok_or_else(Problem::not_found)?;
    // Events first: were the claim gone and an event left, nobody could ask for the rest.
    let page = app.ledger.list(&key.event_prefix(), None, EVENTS_MAX).await?;
    for (name, _) in page.rows {
        app.ledger.put(&name, TOMBSTONE.to_owned(), None, None).await?;
    }
    for name in app.photo_store.list(&key.photo_prefix(), "").await? {
        app.photo_store.remove(&name).await?;
    }
    if !is_erased(&known) {
        if let Ok(claim) = serde_json::from_str::<Claim>(&known) {
            let _ = app.order_registry.release(&submit::order_name(app, &claim)?, &claim.id).await;
        }
        app.ledger.put(&key.storage_key(), TOMBSTONE.to_owned(), None, None).await?;
    }
    // What was on its way meanwhile, or not in sight yet, goes with the tombstone once no ticket can bring the claim back.
    let ends = app.clock.now_ms().saturating_add(TICKET_TTL_MS.saturating_mul(2)).div_euclid(1000);
    app.ledger.put(&retention::expiry_key(key, ends), String::new(), None, None).await?;
    Ok(())
}
