//! `GET /healthz`.
//! 1. 200 with the stores served, when this edge has its secrets, its settings can be read and something counts what
//!    strangers send.
//! 2. 503 `not_configured` otherwise: an edge that cannot take a claim is not healthy.

use super::{SharedState, json};
use crate::policies;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

/// Answers the health check.
///
/// # Errors
/// `not_configured`.
pub async fn get(State(app): State<SharedState>) -> Result<Response, Problem> {
    let whole = app.settings.is_some() && app.rate_limiter.is_configured();
    if app.signing_key.is_none() || app.desk_token.is_none() || !whole {
        return Err(Problem::not_configured());
    }
    let stores: Vec<_> = policies::all().keys().collect();
    Ok(json(StatusCode::OK, &serde_json::json!({ "ok": true, "stores": stores })))
}
