//! What is kept about a person, for that person (GDPR, articles 15 and 20).
//!
//! `GET /v1/claims/{id}/data` with the claim's secret.
//! 1. 404 `not_found`, 410 `erased`, 429 `rate_limited`, as for the state of a claim.
//! 2. 200 with everything that is kept of the claim: answers, contact, note, photos by name, decision, what the shop did and the shopper replied.
//!    What colleagues wrote to each other is not about the shopper's claim but about their work, and is left out.
//!
//! `POST /v1/desk/stores/{store}/shopper` with the desk's token and `{"email", "cursor"?}`: the claims of one address.
//! 1. 401 `unauthorized`, 404 `no_such_store`, what a body can have wrong. The address stands in the body, never in a URL.
//! 2. 200 with the claims of that address among the next hundred (fewer where they have many
//!    events), and a cursor where there are more to look at.
//! 3. 503 `ledger_unavailable`.

use super::{SharedState, bearer, desk, events, json, served, status, whole_claims};
use crate::body;
use crate::problem::Problem;
use crate::rate_limit;
use crate::storage_key::store_prefix;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use recourse::claim::{Action, Claim, ClaimEvent};
use serde::Deserialize;
use serde_json::Value;

/// Claims that one request looks at.
const LOOKED_AT: u16 = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    email: String,
    #[serde(default)]
    cursor: Option<String>,
}

/// Everything about one claim, for its sender.
///
/// # Errors
/// See the contract above.
pub async fn claim_data(
    State(app): State<SharedState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    rate_limit::check_requests(&app, &headers).await?;
    let secret = bearer(&headers).unwrap_or_default();
    let key = status::owned(&app, &id, secret).ok_or_else(Problem::not_found)?;
    let (claim, events) = (status::load_claim(&app, &key).await?, events::load(&app, &key).await?);
    Ok(json(StatusCode::OK, &kept(&claim, events)))
}

/// Everything that is kept of a claim and concerns its sender.
pub(super) fn kept(claim: &Claim, mut events: Vec<ClaimEvent>) -> Value {
    events.retain(|event| !matches!(event.action, Action::Note { .. }));
    events::with_state(claim, events)
}

/// The claims of one address, for the desk.
///
/// # Errors
/// See the contract above.
pub async fn customer_data(
    State(app): State<SharedState>,
    Path(store): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    desk::admit(&app, request.headers())?;
    let prefix = store_prefix(&served(&store)?.policy.parts().store);
    let wanted: Wanted = body::json(request).await?;
    let mut page = whole_claims::read(&app, &prefix, wanted.cursor.as_deref(), LOOKED_AT).await?;
    page.claims.retain(|claim| is_of(claim, &wanted.email));
    let found = page.claims;
    let mut shown = serde_json::json!({ "claims": found });
    if let (Some(cursor), Some(map)) = (page.cursor, shown.as_object_mut()) {
        map.insert("cursor".to_owned(), cursor.into());
    }
    Ok(json(StatusCode::OK, &shown))
}

fn is_of(claim: &Value, email: &str) -> bool {
    let own = claim.pointer("/contact/email").and_then(Value::as_str).unwrap_or_default();
    own.trim().eq_ignore_ascii_case(email.trim())
}
