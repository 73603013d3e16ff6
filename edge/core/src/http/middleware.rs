//! What every response gets: request id, security headers, CORS, and the body of a problem.

use super::cors;
use crate::app::SharedState;
use crate::problem::Problem;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

/// The security headers of every response that does not set its own.
const SECURITY: [(HeaderName, &str); 8] = [
    (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=()",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
];

/// Completes a response.
pub(super) async fn complete(
    State(app): State<SharedState>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let origin = request.headers().get(header::ORIGIN).cloned();
    let is_head = request.method() == Method::HEAD;
    let request_id = hex::encode(app.entropy.nonce().unwrap_or_default());
    let mut response = with_problem_body(next.run(request).await, &request_id, is_head);
    cors::apply(&app, &path, origin.as_ref(), &mut response);
    let headers = response.headers_mut();
    for (name, value) in SECURITY {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Ok(request_id) = HeaderValue::from_str(&request_id) {
        headers.insert("recourse-request-id", request_id);
    }
    response
}

/// Writes the body of a problem.
fn with_problem_body(mut response: Response, request_id: &str, is_head: bool) -> Response {
    let Some(problem) = problem_of(&mut response) else { return response };
    *response.status_mut() = problem.status;
    let content_type = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response.headers_mut().remove(header::CONTENT_LENGTH);
    *response.body_mut() =
        if is_head { Body::empty() } else { Body::from(problem.json(request_id)) };
    response
}

/// The problem of a response: that of the handler, or that of the router.
fn problem_of(response: &mut Response) -> Option<Problem> {
    let problem = response.extensions_mut().remove::<Problem>();
    match response.status() {
        _ if problem.is_some() => problem,
        StatusCode::METHOD_NOT_ALLOWED => {
            let detail = "see the header Allow";
            Some(Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail))
        }
        // A path that cannot be parsed. A page shows its problem itself.
        StatusCode::BAD_REQUEST if !is_page(response) => Some(Problem::not_found()),
        _ => None,
    }
}

fn is_page(response: &Response) -> bool {
    let content_type = response.headers().get(header::CONTENT_TYPE);
    content_type.is_some_and(|value| value.as_bytes().starts_with(b"text/html"))
}
