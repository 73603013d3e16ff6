//! `GET /v1/stores/{store}`.
//! 1. 200 with what a page needs before it loads anything: name, languages, zone, the policy's hash, the topics.
//! 2. 404 `no_such_store`.

use super::{json, served};
use crate::problem::Problem;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

/// Describes a store.
///
/// # Errors
/// `no_such_store`.
pub async fn get(Path(store): Path<String>) -> Result<Response, Problem> {
    let served = served(&store)?;
    let parts = served.policy.parts();
    let topics: Vec<_> = parts.topics.iter().map(|topic| &topic.id).collect();
    let shown = serde_json::json!({
        "store": parts.store, "name": parts.name, "language": parts.language, "languages": served.languages,
        "currency": parts.currency, "timezone": parts.timezone, "policy": served.policy.hash(), "topics": topics,
    });
    Ok(json(StatusCode::OK, &shown))
}
