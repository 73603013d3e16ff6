//! `POST /v1/desk/stores/{store}/shopper` with `{"email", "cursor"?}`: the claims of one address.
//! 1. 401 `unauthorized`, 404 `no_such_store`, and the problems of a body. The address is in the
//!    body, never in a URL.
//! 2. 200 with the claims of that address among the next hundred (fewer where claims have many
//!    events), and a cursor where there are more to search.
//! 3. 503 `ledger_unavailable`.

use crate::app::SharedState;
use crate::domain::storage_key::store_prefix;
use crate::http::desk_auth::DeskRead;
use crate::http::extract::{LimitedJson, Store};
use crate::http::response::json;
use crate::problem::Problem;
use crate::service::claim_pages::load_page;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Claims that one request searches.
const SEARCHED: u16 = 100;

/// A request for the claims of one address.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerRequest {
    email: String,
    #[serde(default)]
    cursor: Option<String>,
}

#[derive(Serialize)]
struct CustomerClaims {
    claims: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
}

/// Returns the claims of one address.
///
/// # Errors
/// See the contract above.
pub async fn customer_data(
    State(app): State<SharedState>,
    _: DeskRead,
    Store(served): Store,
    LimitedJson(request): LimitedJson<CustomerRequest>,
) -> Result<Response, Problem> {
    let prefix = store_prefix(served.store());
    let mut page = load_page(&app, &prefix, request.cursor.as_deref(), SEARCHED).await?;
    page.claims.retain(|claim| is_of(claim, &request.email));
    Ok(json(StatusCode::OK, &CustomerClaims { claims: page.claims, cursor: page.cursor }))
}

fn is_of(claim: &Value, email: &str) -> bool {
    let own = claim.pointer("/contact/email").and_then(Value::as_str).unwrap_or_default();
    own.trim().eq_ignore_ascii_case(email.trim())
}
