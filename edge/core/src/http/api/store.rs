//! `GET /v1/stores/{store}`.
//! 1. 200 with what a page needs before it loads anything: name, languages, zone, the hash of the
//!    policy, the topics.
//! 2. 404 `no_such_store`.

use crate::http::extract::Store;
use crate::http::response::json;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

/// Describes a store.
pub async fn store(Store(served): Store) -> Response {
    let parts = served.policy.parts();
    let topics: Vec<_> = parts.topics.iter().map(|topic| &topic.id).collect();
    let body = json!({
        "store": parts.store,
        "name": parts.name,
        "language": parts.language,
        "languages": served.languages,
        "currency": parts.currency,
        "timezone": parts.timezone,
        "policy": served.policy.hash(),
        "topics": topics,
    });
    json(StatusCode::OK, &body)
}
