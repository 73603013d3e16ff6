//! `GET /v1/claims/{id}` with `Authorization: Bearer <secret>`, and optionally `Recourse-Store`.
//! 1. 200 with what the shopper may see: the state, the decision or question of the shop; no
//!    contact, no note, no facts, no names.
//! 2. An unknown or malformed number, another store, a wrong or missing secret: the same 404.
//! 3. 410 `erased` after an erasure; 503 `ledger_unavailable`.
//! 4. More than 120 requests of one sender in a minute are 429 `rate_limited`, before anything is
//!    read. The pages and other routes of a private link count as well.

use crate::app::SharedState;
use crate::domain::time::to_rfc3339;
use crate::http::extract::{ClaimAuth, RequestLimit, header_text};
use crate::http::response::json;
use crate::problem::Problem;
use crate::service::claims::load_with_events;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::Response;
use recourse::claim::{Action, Claim, ClaimState, Due, Reply, Stage};
use recourse::clause::Verdict;
use recourse::types::{Day, ProofId, RemedyId, StoreId, TopicId};
use serde::Serialize;

/// The store that the client expects.
const STORE: HeaderName = HeaderName::from_static("recourse-store");

#[derive(Serialize)]
struct StatusBody<'a> {
    claim: &'a str,
    store: &'a StoreId,
    received_at: &'a str,
    topic: &'a TopicId,
    remedy: &'a RemedyId,
    verdict: Verdict,
    state: Stage,
    due: &'a [Due],
    proofs: &'a [ProofId],
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Action>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    replies: Vec<Reply>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_day: Option<Day>,
}

/// Returns the status of a claim to its shopper.
///
/// # Errors
/// See the contract above.
pub async fn status(
    State(app): State<SharedState>,
    _: RequestLimit,
    ClaimAuth(key): ClaimAuth,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let store = header_text(&headers, STORE);
    if store.is_some_and(|store| store != key.store().as_str()) {
        return Err(Problem::not_found());
    }
    let found = load_with_events(&app, key).await?;
    Ok(json(StatusCode::OK, &body(&found.claim, found.state())))
}

fn body(claim: &Claim, state: ClaimState) -> StatusBody<'_> {
    let remedy = claim.asked_for();
    StatusBody {
        claim: &claim.id,
        store: &claim.store,
        received_at: &claim.received_at,
        topic: &claim.topic,
        remedy: &claim.remedy,
        verdict: claim.verdict,
        state: state.stage,
        due: &claim.due,
        proofs: remedy.map(|remedy| remedy.proofs.as_slice()).unwrap_or_default(),
        answer: state.action,
        replies: state.replies,
        since: state.since_ms.map(to_rfc3339),
        last_day: remedy.and_then(|remedy| remedy.last_day),
    }
}
