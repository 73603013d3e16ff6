//! `DELETE /v1/claims/{id}` with the claim's secret: the shopper has the claim erased.
//! 1. An unknown number, a wrong or missing secret: the very same 404 `not_found`.
//! 2. The value of the claim and of each of its events is replaced by a mark that nothing was ever there to read; the row
//!    in the desk's list goes with it, and its photos are removed. 204. Again: 204.
//!    Two days later the mark goes, too, with whatever came in just then.
//! 3. Who sends the same claim again under its old ticket is told 410 `erased`: it does not come back.
//! 4. 503 `ledger_unavailable`: then send it again. 429 `too_many` after 120 requests in a minute.

use super::{Edge, Shared, bearer, status, submit};
use crate::key::ClaimKey;
use crate::limits;
use crate::problem::Problem;
use crate::retention;
use crate::ticket::LIFE_MS;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use recourse::claim::Claim;

/// What stands where a claim was.
const MARK: &str = r#"{"v":1,"erased":true}"#;
/// Most events of one claim that are erased in one request; more are erased by the next.
const EVENTS_MAX: u16 = 200;

/// Whether a value is what an erased claim left.
pub(crate) fn is_erased(text: &str) -> bool {
    text == MARK
}

/// Erases a claim.
///
/// # Errors
/// See the contract above.
pub async fn delete(
    State(edge): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    limits::requests(&edge, &headers).await?;
    let secret = bearer(&headers).unwrap_or_default();
    let key = status::owned(&edge, &id, secret).ok_or_else(Problem::not_found)?;
    erase(&edge, &key).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Leaves nothing of a claim but a mark that it is gone.
///
/// # Errors
/// `not_found`, `ledger_unavailable`, `not_configured`.
pub(super) async fn erase(edge: &Edge, key: &ClaimKey) -> Result<(), Problem> {
    let known = edge.ledger.get(&key.key()).await?.ok_or_else(Problem::not_found)?;
    // Events first: were the claim gone and an event left, nobody could ask for the rest.
    let page = edge.ledger.list(&key.event_prefix(), None, EVENTS_MAX).await?;
    for (name, _) in page.rows {
        edge.ledger.put(&name, MARK.to_owned(), None, None).await?;
    }
    for name in edge.album.list(&key.photo_prefix(), "").await? {
        edge.album.remove(&name).await?;
    }
    if !is_erased(&known) {
        if let Ok(claim) = serde_json::from_str::<Claim>(&known) {
            let _ = edge.books.release(&submit::order_name(edge, &claim)?, &claim.id).await;
        }
        edge.ledger.put(&key.key(), MARK.to_owned(), None, None).await?;
    }
    // What was on its way meanwhile, or not in sight yet, goes with the mark once no ticket can bring the claim back.
    let ends = edge.clock.now_ms().saturating_add(LIFE_MS.saturating_mul(2)).div_euclid(1000);
    edge.ledger.put(&retention::end_key(key, ends), String::new(), None, None).await?;
    Ok(())
}
