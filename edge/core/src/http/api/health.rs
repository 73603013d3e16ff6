//! `GET /healthz`.
//! 1. 200 with the stores, where secrets, settings and rate limits are configured, and each store
//!    has a desk secret.
//! 2. 503 `not_configured` otherwise: an edge that accepts no claim is not healthy.

use crate::app::SharedState;
use crate::http::response::json;
use crate::problem::Problem;
use crate::service::policies;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

#[derive(Serialize)]
struct HealthBody {
    ok: bool,
    stores: Vec<&'static str>,
}

/// Responds to the health check.
///
/// # Errors
/// `not_configured`.
pub async fn health(State(app): State<SharedState>) -> Result<Response, Problem> {
    let settings = app.settings.as_ref().ok_or_else(Problem::not_configured)?;
    let has_desks = policies::all().keys().all(|store| !settings.of(store).desk.is_empty());
    if app.signing_key.is_none() || !has_desks || !app.rate_limiter.is_configured() {
        return Err(Problem::not_configured());
    }
    let stores = policies::all().keys().copied().collect();
    Ok(json(StatusCode::OK, &HealthBody { ok: true, stores }))
}
