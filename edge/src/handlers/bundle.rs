//! `GET /v1/stores/{store}/bundle/{language}`: the policy that decides today and its words, in one answer: what a page of a shop loads.
//! 1. 200 with both, bound as `recourse::policy::bundle` says; the ETag is made of their hashes. `Recourse-Server-Time` says what time it is here
//!    (milliseconds since 1970), with 304 too.
//! 2. 304 where `If-None-Match` names that ETag.
//! 3. Where there are no words in that language, or they cannot be had just now, they are in the policy's own, and `Content-Language`
//!    says which one it is.
//! 4. 404 `no_such_store`.

use super::{SharedState, cached, served, with_server_time};
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use recourse::policy::bundle;
use std::borrow::Cow;

/// Serves a policy and its words.
///
/// # Errors
/// `no_such_store`.
pub async fn get(
    State(app): State<SharedState>,
    Path((store, language)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let served = served(&store)?;
    let written = served.texts(app.localizer.as_ref(), &language).await.unwrap_or(&served.own);
    let hash = format!("{}.{}", served.policy.hash(), written.hash);
    let mut response =
        cached(&headers, &hash, || Cow::Owned(bundle::pack(served.bytes, &written.bytes)));
    response
        .headers_mut()
        .insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(written.language));
    Ok(with_server_time(&app, response))
}
