//! `GET /v1/stores/{store}/bundle/{language}`: the policy of today with its texts, as a page of the
//! shop loads it.
//! 1. 200 with both, in the format of `recourse::policy::bundle`; the ETag is made of their hashes.
//!    The header `Recourse-Server-Time` is the clock (milliseconds since 1970), with 304 too.
//! 2. 304 where `If-None-Match` names that ETag.
//! 3. Where there are no texts in that language, or they are unavailable, they are in the policy's
//!    own; `Content-Language` names the language.
//! 4. 404 `no_such_store`.

use crate::app::SharedState;
use crate::http::extract::Store;
use crate::http::response::{cached, with_server_time};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use recourse::policy::bundle as policy_bundle;
use std::borrow::Cow;

/// Returns the policy of today with its texts.
pub async fn bundle(
    State(app): State<SharedState>,
    Store(served): Store,
    Path((_, language)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let localizer = app.localizer.as_ref();
    let texts = served.texts(localizer, &language).await.unwrap_or(&served.own);
    let hash = format!("{}.{}", served.policy.hash(), texts.hash);
    let pack = || Cow::Owned(policy_bundle::pack(served.bytes, &texts.bytes));
    let mut response = cached(&headers, &hash, pack);
    let language = HeaderValue::from_static(texts.language);
    response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
    with_server_time(&app, response)
}
