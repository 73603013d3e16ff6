//! Responses: JSON, cached bytes, photos, pages, problems.

use crate::app::AppState;
use crate::domain::photo::Kind;
use crate::problem::Problem;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Serialize;
use std::borrow::Cow;

/// The clock of the edge, in milliseconds since 1970.
const SERVER_TIME: HeaderName = HeaderName::from_static("recourse-server-time");
/// Bytes that change only with a policy are cached for a minute, then revalidated.
const CACHE_A_MINUTE: &str = "public, max-age=60, stale-while-revalidate=600";
/// A page is not shared and is revalidated. With `no-store` the way back to a page that came from a
/// form would be an error in browsers.
const CACHE_PRIVATELY: &str = "private, no-cache";
/// The content security policy of a page.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
     trusted-types 'none'";
/// The content security policy of a photo: opened by itself, it is an image in a sandbox.
const PHOTO_POLICY: &str = "default-src 'none'; sandbox";

/// A response with JSON.
pub(super) fn json<T: Serialize>(status: StatusCode, value: &T) -> Response {
    let text = serde_json::to_string(value).unwrap_or_default();
    with_type(status, "application/json", Body::from(text))
}

fn with_type(status: StatusCode, content_type: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static(content_type);
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response
}

/// A response whose ETag is a hash: 304 where the client has these bytes, which are then not made.
pub(super) fn cached(
    request: &HeaderMap,
    hash: &str,
    bytes: impl FnOnce() -> Cow<'static, [u8]>,
) -> Response {
    let etag = format!("\"{hash}\"");
    let mut response = if has_etag(request, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        with_type(StatusCode::OK, "application/octet-stream", body(bytes()))
    };
    let headers = response.headers_mut();
    headers.extend(HeaderValue::from_str(&etag).ok().map(|etag| (header::ETAG, etag)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(CACHE_A_MINUTE));
    response
}

fn has_etag(request: &HeaderMap, etag: &str) -> bool {
    let values = request.get_all(header::IF_NONE_MATCH).iter();
    let tags = values.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    tags.map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

fn body(bytes: Cow<'static, [u8]>) -> Body {
    match bytes {
        Cow::Borrowed(bytes) => Body::from(Bytes::from_static(bytes)),
        Cow::Owned(bytes) => Body::from(bytes),
    }
}

/// Adds the clock of the edge: a phone may be days off, and pages of other origins cannot read
/// `Date`.
pub(super) fn with_server_time(app: &AppState, mut response: Response) -> Response {
    response.headers_mut().insert(SERVER_TIME, HeaderValue::from(app.clock.now_ms()));
    response
}

/// A photo.
pub(super) fn photo((kind, bytes): (Kind, Vec<u8>)) -> Response {
    let mut response = with_type(StatusCode::OK, kind.media_type(), Body::from(bytes));
    let policy = HeaderValue::from_static(PHOTO_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// A page.
pub(super) fn page(markup: Markup) -> Response {
    let body = Body::from(markup.into_string());
    let mut response = with_type(StatusCode::OK, "text/html; charset=utf-8", body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE_POLICY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(CACHE_PRIVATELY));
    response
}

/// A page that shows a problem, with the status of the problem.
pub(super) fn problem_page(problem: &Problem, markup: Markup) -> Response {
    let mut response = page(markup);
    *response.status_mut() = problem.status;
    response
}

impl IntoResponse for Problem {
    /// Leaves the body to the middleware, which knows the request id.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        let header = match self.status {
            StatusCode::SERVICE_UNAVAILABLE => Some((header::RETRY_AFTER, "5")),
            StatusCode::TOO_MANY_REQUESTS => Some((header::RETRY_AFTER, "60")),
            StatusCode::UNAUTHORIZED => Some((header::WWW_AUTHENTICATE, "Bearer")),
            _ => None,
        };
        let header = header.map(|(name, value)| (name, HeaderValue::from_static(value)));
        response.headers_mut().extend(header);
        response.extensions_mut().insert(self);
        response
    }
}
