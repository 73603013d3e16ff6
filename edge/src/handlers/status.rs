//! `GET /v1/claims/{id}` with `Authorization: Bearer <secret>`, and `Recourse-Store` where the sender knows it.
//! 1. 200 with what the shopper may see: where it stands and what was decided or is asked for; no contact, no note, no
//!    facts, nobody's name.
//! 2. An unknown number, a malformed one, another store's, a wrong or missing secret: the very same 404.
//! 3. 410 `erased` where the shopper has had it erased; 503 `ledger_unavailable`.
//! 4. More than 120 requests of one sender in a minute are 429 `rate_limited`, before anything is read.
//!    So are those to the pages and the other routes of a private link.

use super::erase::is_erased;
use super::{AppState, SharedState, bearer, events, json};
use crate::problem::Problem;
use crate::rate_limit;
use crate::storage_key::ClaimKey;
use crate::time::to_rfc3339;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use recourse::claim::{Claim, ClaimEvent, ClaimState, fold};

/// Shows the state of a claim to its sender.
///
/// # Errors
/// `not_found`, `ledger_unavailable`, `not_configured`.
pub async fn get(
    State(app): State<SharedState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    rate_limit::check_requests(&app, &headers).await?;
    let secret = bearer(&headers).unwrap_or_default();
    let store = headers.get("recourse-store").map(|value| value.to_str().unwrap_or_default());
    // The secret is checked first: without it, nobody learns whether a number exists.
    let found = found(&app, store, &id, secret).await?;
    Ok(json(StatusCode::OK, &shown(&found.claim, found.state())))
}

/// What a private link opens.
pub(super) struct Found {
    pub(super) key: ClaimKey,
    pub(super) claim: Claim,
    pub(super) events: Vec<ClaimEvent>,
}

impl Found {
    /// Where it stands.
    pub(super) fn state(&self) -> ClaimState {
        fold(self.events.iter().cloned())
    }
}

/// The claim of a number with all that happened to it, for whoever has its secret; where a store is named, of that store.
///
/// # Errors
/// `not_found`, `erased`, `ledger_unavailable`.
pub(super) async fn found(
    app: &AppState,
    store: Option<&str>,
    id: &str,
    secret: &str,
) -> Result<Found, Problem> {
    let key = owned(app, id, secret)
        .filter(|key| store.is_none_or(|store| store == key.store().as_str()));
    let key = key.ok_or_else(Problem::not_found)?;
    let claim = load_claim(app, &key).await?;
    let events = events::load(app, &key).await?;
    Ok(Found { key, claim, events })
}

/// The claim of a number, for whoever has its secret.
pub(super) fn owned(app: &AppState, id: &str, secret: &str) -> Option<ClaimKey> {
    ClaimKey::parse(id)
        .filter(|_| app.signing_key.as_ref().is_some_and(|key| key.is_secret(id, secret)))
}

/// The claim under a key.
///
/// # Errors
/// `not_found`, `erased`, `ledger_unavailable`.
pub(super) async fn load_claim(app: &AppState, key: &ClaimKey) -> Result<Claim, Problem> {
    let text = app.ledger.get(&key.storage_key()).await?.ok_or_else(Problem::not_found)?;
    if is_erased(&text) {
        return Err(Problem::erased());
    }
    serde_json::from_str(&text).map_err(|_| Problem::ledger())
}

fn shown(claim: &Claim, state: ClaimState) -> serde_json::Value {
    let taken = claim.asked_for();
    let proofs = taken.map(|remedy| remedy.proofs.as_slice()).unwrap_or_default();
    let mut shown = serde_json::json!({
        "claim": claim.id, "store": claim.store, "received_at": claim.received_at, "topic": claim.topic,
        "remedy": claim.remedy, "verdict": claim.verdict, "state": state.stage, "due": claim.due, "proofs": proofs,
    });
    if let (Some(action), Some(map)) = (state.action, shown.as_object_mut()) {
        map.insert("answer".to_owned(), serde_json::to_value(action).unwrap_or_default());
    }
    if let (false, Some(map)) = (state.replies.is_empty(), shown.as_object_mut()) {
        map.insert("replies".to_owned(), serde_json::to_value(state.replies).unwrap_or_default());
    }
    if let (Some(at), Some(map)) = (state.since_ms, shown.as_object_mut()) {
        map.insert("since".to_owned(), to_rfc3339(at).into());
    }
    if let (Some(day), Some(map)) =
        (taken.and_then(|remedy| remedy.last_day), shown.as_object_mut())
    {
        map.insert("last_day".to_owned(), day.to_string().into());
    }
    shown
}
