//! `GET /v1/claims/{id}` with `Authorization: Bearer <secret>`, and `Recourse-Store` where the sender knows it.
//! 1. 200 with what the shopper may see: no contact, no note, no facts.
//! 2. An unknown number, a malformed one, another store's, a wrong or missing secret: the very same 404.
//! 3. 503 `ledger_unavailable`.

use super::{Edge, Shared, bearer, json};
use crate::key::ClaimKey;
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use recourse::claim::Claim;

/// Shows the state of a claim to its sender.
///
/// # Errors
/// `not_found`, `ledger_unavailable`, `not_configured`.
pub async fn get(
    State(edge): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let secret = bearer(&headers).unwrap_or_default();
    let store = headers.get("recourse-store").map(|value| value.to_str().unwrap_or_default());
    // The secret is checked first: without it, nobody learns whether a number exists.
    let key = ClaimKey::parse(&id)
        .filter(|key| store.is_none_or(|store| store == key.store().as_str()))
        .filter(|_| edge.key.as_ref().is_some_and(|key| key.is_secret(&id, secret)))
        .ok_or_else(Problem::not_found)?;
    Ok(json(StatusCode::OK, &shown(&read(&edge, &key).await?)))
}

/// The claim under a key.
///
/// # Errors
/// `not_found`, `ledger_unavailable`.
pub(super) async fn read(edge: &Edge, key: &ClaimKey) -> Result<Claim, Problem> {
    let text = edge.ledger.get(&key.key()).await?.ok_or_else(Problem::not_found)?;
    serde_json::from_str(&text).map_err(|_| Problem::ledger())
}

fn shown(claim: &Claim) -> serde_json::Value {
    let taken = claim.decision.remedies.iter().find(|remedy| remedy.remedy == claim.remedy);
    let proofs = taken.map(|remedy| remedy.proofs.as_slice()).unwrap_or_default();
    let mut shown = serde_json::json!({
        "claim": claim.id, "store": claim.store, "received_at": claim.received_at, "topic": claim.topic,
        "remedy": claim.remedy, "verdict": claim.verdict, "state": "requested", "due": claim.due, "proofs": proofs,
    });
    if let (Some(day), Some(map)) = (taken.and_then(|remedy| remedy.last_day), shown.as_object_mut()) {
        map.insert("last_day".to_owned(), day.to_string().into());
    }
    shown
}
