//! `POST /v1/stores/{store}/tickets`.
//! 1. 201 with a ticket for one claim in this store, and its expiry. Nothing is stored.
//! 2. 404 `no_such_store`.
//! 3. 429 `rate_limited` after sixty of one sender in a minute.
//! 4. Where the shop requires a bot check, with header `Recourse-Turnstile-Token`: 403
//!    `human_check_required` without it, 403 `human_check_failed` where Turnstile refuses it. If
//!    Turnstile is unavailable, the ticket is issued and its claim says `human: unavailable`.
//! 5. 503 `not_configured` without a signing key or randomness: no ticket can be guessed.

use crate::app::SharedState;
use crate::domain::time::to_rfc3339;
use crate::http::extract::{Store, UploadLimit, header_text};
use crate::http::response::json;
use crate::problem::Problem;
use crate::service::tickets::issue_checked;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::Response;
use serde::Serialize;

/// The token of Turnstile.
const TURNSTILE_TOKEN: HeaderName = HeaderName::from_static("recourse-turnstile-token");

#[derive(Serialize)]
struct TicketBody {
    ticket: String,
    issued_at: String,
    expires_at: String,
}

/// Issues a ticket.
///
/// # Errors
/// See the contract above.
pub async fn issue_ticket(
    State(app): State<SharedState>,
    Store(served): Store,
    _: UploadLimit,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let token = header_text(&headers, TURNSTILE_TOKEN);
    let issued = issue_checked(&app, served.store().as_str(), token).await?;
    let body = TicketBody {
        ticket: issued.text,
        issued_at: to_rfc3339(issued.issued_ms),
        expires_at: to_rfc3339(issued.expires_ms),
    };
    Ok(json(StatusCode::CREATED, &body))
}
