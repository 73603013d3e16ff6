//! `GET /v1/stores/{store}/book/{language}`: the policy that decides today and its words, in one answer: what a page of a shop loads.
//! 1. 200 with both, bound as `recourse::policy::book` says; the ETag is made of their hashes. `Recourse-Now` says what time it is here
//!    (milliseconds since 1970), with 304 too.
//! 2. 304 where `If-None-Match` names that ETag.
//! 3. Where there are no words in that language, or they cannot be had just now, they are in the policy's own, and `Content-Language`
//!    says which one it is.
//! 4. 404 `no_such_store`.

use super::{Shared, cached, said_now, served};
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use recourse::policy::book;
use std::borrow::Cow;

/// Serves a policy and its words.
///
/// # Errors
/// `no_such_store`.
pub async fn get(
    State(edge): State<Shared>,
    Path((store, language)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let served = served(&store)?;
    let written = served.texts(edge.speech.as_ref(), &language).await.unwrap_or(&served.own);
    let hash = format!("{}.{}", served.policy.hash(), written.hash);
    let mut response = cached(&headers, &hash, || Cow::Owned(book::bound(served.bytes, &written.bytes)));
    response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(written.language));
    Ok(said_now(&edge, response))
}
