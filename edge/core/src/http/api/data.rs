//! `GET /v1/claims/{id}/data` with the claim's secret: the stored data of a claim, for its shopper
//! (GDPR, articles 15 and 20).
//! 1. 404 `not_found`, 410 `erased`, 429 `rate_limited`, as for the status of a claim.
//! 2. 200 with all stored data: answers, contact, note, names of photos, decision, actions of the
//!    shop, replies. Notes between colleagues are not about the shopper and are left out.

use crate::app::SharedState;
use crate::http::extract::{ClaimAuth, RequestLimit};
use crate::http::response::json;
use crate::problem::Problem;
use crate::service::claims::{FoundClaim, load_with_events, whole_claim};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use recourse::claim::Action;
use serde_json::Value;

/// Returns the stored data of a claim.
///
/// # Errors
/// See the contract above.
pub async fn claim_data(
    State(app): State<SharedState>,
    _: RequestLimit,
    ClaimAuth(key): ClaimAuth,
) -> Result<Response, Problem> {
    Ok(json(StatusCode::OK, &stored_data(load_with_events(&app, key).await?)))
}

/// The stored data of a claim, without notes between colleagues.
pub(in crate::http) fn stored_data(mut found: FoundClaim) -> Value {
    found.events.retain(|event| !matches!(event.action, Action::Note { .. }));
    whole_claim(&found.claim, found.events)
}
