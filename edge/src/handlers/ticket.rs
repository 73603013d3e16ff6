//! `POST /v1/stores/{store}/tickets`.
//! 1. 201 with a ticket for one claim in this store, and when it ends. Nothing is stored.
//! 2. 404 `no_such_store`.
//! 3. 429 `rate_limited` where one sender asks for more than sixty in a minute.
//! 4. Where the shop asks whether the sender is a person, with header `Recourse-Turnstile-Token`: 403 `human_check_required` without it,
//!    403 `human_check_failed` where the service says no. Where the service cannot be asked the ticket is issued all the same,
//!    and its claim says `human: unavailable`.
//! 5. 503 `not_configured` without a key or entropy: no guessable ticket is issued.

use super::{SharedState, json, served};
use crate::problem::Problem;
use crate::rate_limit;
use crate::ticket::{TICKET_TTL_MS, Ticket};
use crate::time::to_rfc3339;
use crate::turnstile;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

/// Issues a ticket.
///
/// # Errors
/// `no_such_store`, `not_configured`.
pub async fn post(
    State(app): State<SharedState>,
    Path(store): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    served(&store)?;
    rate_limit::check_uploads(&app, &store, &headers).await?;
    let human = turnstile::check(&app, &store, &headers).await?;
    let nonce = app.entropy.nonce().ok_or_else(Problem::not_configured)?;
    let now = app.clock.now_ms();
    let ticket = app.signing_key()?.issue(&store, Ticket { issued_ms: now, nonce, human });
    let ends = to_rfc3339(now.saturating_add(TICKET_TTL_MS));
    let shown =
        serde_json::json!({ "ticket": ticket, "issued_at": to_rfc3339(now), "expires_at": ends });
    Ok(json(StatusCode::CREATED, &shown))
}
