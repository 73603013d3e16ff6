//! `GET /v1/desk/stores/{store}/deliveries`: recent webhook deliveries; `POST
//! /v1/desk/stores/{store}/deliveries/{id}` retries one.
//! 1. 401 `unauthorized`, 404 `no_such_store`.
//! 2. 200 with at most a hundred, newest first: id, status, attempts, the last response status of
//!    the receiver, the time of the next attempt.
//! 3. Retry: 202; 404 `not_found` for an unknown delivery (they are removed three days after their
//!    end).
//! 4. 503 `ledger_unavailable`.

use crate::app::SharedState;
use crate::domain::time::to_rfc3339;
use crate::domain::webhook::{Delivery, DeliveryStatus};
use crate::http::desk_auth::{DeskAct, DeskRead};
use crate::http::extract::Store;
use crate::http::response::json;
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

#[derive(Serialize)]
struct Deliveries<'a> {
    deliveries: Vec<DeliveryBody<'a>>,
}

#[derive(Serialize)]
struct DeliveryBody<'a> {
    id: &'a str,
    status: DeliveryStatus,
    attempts: usize,
    response_status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<String>,
}

/// Lists webhook deliveries.
///
/// # Errors
/// See the contract above.
pub async fn list_deliveries(
    State(app): State<SharedState>,
    _: DeskRead,
    Store(served): Store,
) -> Result<Response, Problem> {
    let deliveries = app.outbox.deliveries(served.store().as_str()).await?;
    let deliveries = deliveries.iter().map(body).collect();
    Ok(json(StatusCode::OK, &Deliveries { deliveries }))
}

fn body(delivery: &Delivery) -> DeliveryBody<'_> {
    let is_waiting = delivery.status == DeliveryStatus::Waiting;
    let at = to_rfc3339(delivery.at_ms);
    DeliveryBody {
        id: &delivery.message.id,
        status: delivery.status,
        attempts: delivery.attempts,
        response_status: delivery.response_status,
        next_at: is_waiting.then(|| at.clone()),
        ended_at: (!is_waiting).then_some(at),
    }
}

/// Retries a webhook delivery.
///
/// # Errors
/// See the contract above.
pub async fn retry_delivery(
    State(app): State<SharedState>,
    _: DeskAct,
    Store(served): Store,
    Path((_, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    if app.outbox.retry(served.store().as_str(), &id).await? {
        Ok(StatusCode::ACCEPTED)
    } else {
        Err(Problem::not_found())
    }
}
