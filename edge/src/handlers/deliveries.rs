//! `GET /v1/desk/stores/{store}/deliveries` with the desk's token: what was announced to the shop lately, and how it went;
//! `POST /v1/desk/stores/{store}/deliveries/{id}` sends one again.
//! 1. 401 `unauthorized`, 404 `no_such_store`.
//! 2. 200 with at most a hundred, newest first: id, stand, tries, what the receiver said last, when it is tried next.
//! 3. Again: 202; 404 `not_found` for one that is not there (they are forgotten three days after they were over).
//! 4. 503 `ledger_unavailable`.

use super::{Shared, desk, json, served};
use crate::outbox::{Delivery, Stand};
use crate::problem::Problem;
use crate::today::instant;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Lists announcements.
///
/// # Errors
/// See the contract above.
pub async fn get(
    State(edge): State<Shared>,
    Path(store): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    desk::admit(&edge, &headers)?;
    served(&store)?;
    let all = edge.outbox.deliveries(&store).await?;
    let rows: Vec<_> = all.iter().map(shown).collect();
    Ok(json(StatusCode::OK, &json!({ "deliveries": rows })))
}

fn shown(delivery: &Delivery) -> Value {
    let when = if delivery.stand == Stand::Waiting { "next_at" } else { "ended_at" };
    json!({
        "id": delivery.message.id, "stand": delivery.stand, "tries": delivery.tries,
        "status": delivery.status, when: instant(delivery.at_ms),
    })
}

/// Sends an announcement again.
///
/// # Errors
/// See the contract above.
pub async fn post(
    State(edge): State<Shared>,
    Path((store, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    desk::admit(&edge, &headers)?;
    served(&store)?;
    if !edge.outbox.again(&store, &id).await? {
        return Err(Problem::not_found());
    }
    Ok(StatusCode::ACCEPTED.into_response())
}
