//! `GET /healthz`.
//! 1. 200 with the stores, where secrets, settings and rate limits are configured.
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
    let has_secrets = app.signing_key.is_some() && app.desk_token.is_some();
    if !has_secrets || app.settings.is_none() || !app.rate_limiter.is_configured() {
        return Err(Problem::not_configured());
    }
    let stores = policies::all().keys().copied().collect();
    Ok(json(StatusCode::OK, &HealthBody { ok: true, stores }))
}
