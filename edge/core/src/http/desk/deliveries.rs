//! `GET /v1/desk/stores/{store}/deliveries?cursor=&limit=`: recent webhook deliveries; `POST
//! /v1/desk/stores/{store}/deliveries/{id}` retries one.
//! 1. 401 `unauthorized`, 404 `no_such_store`, 422 `bad_cursor`.
//! 2. 200 with at most a hundred, newest first: id, status, attempts, the last response status of
//!    the receiver, the time of the next attempt; and a cursor where there may be more.
//! 3. Retry: 202; 404 `not_found` for an unknown delivery (they are removed three days after their
//!    end).
//! 4. 503 `ledger_unavailable`.

use crate::app::SharedState;
use crate::domain::time::to_rfc3339;
use crate::domain::webhook::{Delivery, DeliveryPosition, DeliveryStatus};
use crate::http::desk_auth::{DeskAct, DeskRead};
use crate::http::extract::{Parameters, Store};
use crate::http::response::json;
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

/// Deliveries of a page; also where the client does not say.
const LIMIT_MAX: u16 = 100;

#[derive(Serialize)]
struct Deliveries<'a> {
    deliveries: Vec<DeliveryBody<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
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
    query: Parameters,
) -> Result<Response, Problem> {
    let after = query.get("cursor").map(parse_cursor).transpose()?;
    let limit = query.limit(LIMIT_MAX, LIMIT_MAX);
    let page = app.outbox.deliveries(served.store().as_str(), after, limit).await?;
    let is_full = page.len() >= usize::from(limit);
    let last = page.last().filter(|_| is_full);
    let cursor = last.map(|last| DeliveryPosition::of(last).cursor());
    let deliveries = page.iter().map(body).collect();
    Ok(json(StatusCode::OK, &Deliveries { deliveries, cursor }))
}

fn parse_cursor(cursor: &str) -> Result<DeliveryPosition, Problem> {
    DeliveryPosition::parse(cursor).ok_or_else(|| {
        let detail = "send the cursor of a page before";
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_cursor", detail).at("cursor")
    })
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
