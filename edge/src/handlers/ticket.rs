//! `POST /v1/stores/{store}/tickets`.
//! 1. 201 with a ticket for one claim in this store, and when it ends. Nothing is stored.
//! 2. 404 `no_such_store`.
//! 3. 429 `too_many` where one sender asks for more than sixty in a minute.
//! 4. Where the shop asks whether the sender is a person, with header `Recourse-Human`: 403 `human_check_required` without it,
//!    403 `human_check_failed` where the service says no. Where the service cannot be asked the ticket is issued all the same,
//!    and its claim says `human: unavailable`.
//! 5. 503 `not_configured` without a key or entropy: no guessable ticket is issued.

use super::{Shared, json, served};
use crate::limits;
use crate::person;
use crate::problem::Problem;
use crate::ticket::{LIFE_MS, Ticket};
use crate::today::instant;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

/// Issues a ticket.
///
/// # Errors
/// `no_such_store`, `not_configured`.
pub async fn post(
    State(edge): State<Shared>,
    Path(store): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    served(&store)?;
    limits::uploads(&edge, &store, &headers).await?;
    let human = person::check(&edge, &store, &headers).await?;
    let nonce = edge.entropy.nonce().ok_or_else(Problem::not_configured)?;
    let now = edge.clock.now_ms();
    let ticket = edge.key()?.seal(&store, Ticket { issued_ms: now, nonce, human });
    let ends = instant(now.saturating_add(LIFE_MS));
    let shown = serde_json::json!({ "ticket": ticket, "issued_at": instant(now), "expires_at": ends });
    Ok(json(StatusCode::CREATED, &shown))
}
