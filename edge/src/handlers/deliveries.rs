//! `GET /v1/desk/stores/{store}/deliveries` with the desk's token: what was announced to the shop lately, and how it went;
//! `POST /v1/desk/stores/{store}/deliveries/{id}` sends one again.
//! 1. 401 `unauthorized`, 404 `no_such_store`.
//! 2. 200 with at most a hundred, newest first: id, status, attempts, what the receiver said last, when it is tried next.
//! 3. Again: 202; 404 `not_found` for one that is not there (they are forgotten three days after they were over).
//! 4. 503 `ledger_unavailable`.

use super::{SharedState, desk, json, served};
use crate::outbox::{Delivery, DeliveryStatus};
use crate::problem::Problem;
use crate::time::to_rfc3339;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Lists announcements.
///
/// # Errors
/// See the contract above.
pub async fn get(
    State(app): State<SharedState>,
    Path(store): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    desk::admit(&app, &headers)?;
    served(&store)?;
    let all = app.outbox.deliveries(&store).await?;
    let rows: Vec<_> = all.iter().map(shown).collect();
    Ok(json(StatusCode::OK, &json!({ "deliveries": rows })))
}

fn shown(delivery: &Delivery) -> Value {
    let when = if delivery.status == DeliveryStatus::Waiting { "next_at" } else { "ended_at" };
    json!({
        "id": delivery.message.id, "status": delivery.status, "attempts": delivery.attempts,
        "response_status": delivery.response_status, when: to_rfc3339(delivery.at_ms),
    })
}

/// Sends an announcement again.
///
/// # Errors
/// See the contract above.
pub async fn post(
    State(app): State<SharedState>,
    Path((store, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    desk::admit(&app, &headers)?;
    served(&store)?;
    if !app.outbox.retry(&store, &id).await? {
        return Err(Problem::not_found());
    }
    Ok(StatusCode::ACCEPTED.into_response())
}
