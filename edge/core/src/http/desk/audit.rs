//! `GET /v1/desk/stores/{store}/audit?cursor=&limit=`: the audit log.
//! 1. Access by a secret with the scope `read`, see `http/desk_auth.rs`; 404 `no_such_store`.
//! 2. 200 with entries, newest first: every exported page and every erasure by a shopper, with
//!    instant and actor. An entry is stored as long as an open claim, and has no personal data.
//! 3. 503 `ledger_unavailable`.

use crate::app::SharedState;
use crate::domain::audit::AuditEntry;
use crate::http::desk_auth::DeskRead;
use crate::http::extract::{Parameters, Store};
use crate::http::response::json;
use crate::problem::Problem;
use crate::service::audit::load_page;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

/// Entries of a page where the client does not say.
const LIMIT: u16 = 50;
/// Most entries of a page.
const LIMIT_MAX: u16 = 200;

#[derive(Serialize)]
struct AuditLog {
    entries: Vec<AuditEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
}

/// Lists the audit log of a store.
///
/// # Errors
/// See the contract above.
pub async fn list_audit(
    State(app): State<SharedState>,
    _: DeskRead,
    Store(served): Store,
    query: Parameters,
) -> Result<Response, Problem> {
    let cursor = query.get("cursor").map(str::to_owned);
    let page = load_page(&app, served.store(), cursor, query.limit(LIMIT, LIMIT_MAX)).await?;
    Ok(json(StatusCode::OK, &AuditLog { entries: page.entries, cursor: page.cursor }))
}
