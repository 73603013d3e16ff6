//! Every route, and the one layer that every answer passes: request id, problem body, security headers, CORS.

use crate::cors;
use crate::handlers::{
    SharedState, bundle, cancel, data_export, data_page, day, decide, deliveries, desk, erase,
    events, export, form, health, photo, policy, reply, status, status_page, store, submit, texts,
    ticket,
};
use crate::problem::Problem;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

/// On every answer, whatever it is.
const SECURITY: [(HeaderName, &str); 6] = [
    (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=()",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// The edge as a service.
pub fn router(app: SharedState) -> Router {
    Router::new()
        .route("/healthz", get(health::get).options(preflight))
        .route("/v1/stores/{store}", get(store::get).options(preflight))
        .route("/v1/stores/{store}/policy", get(policy::get).options(preflight))
        .route("/v1/stores/{store}/policies/{hash}", get(policy::by_hash).options(preflight))
        .route("/v1/stores/{store}/bundle/{language}", get(bundle::get).options(preflight))
        .route("/v1/stores/{store}/texts/{language}", get(texts::get).options(preflight))
        .route("/v1/stores/{store}/tickets", post(ticket::post).options(preflight))
        .route("/v1/stores/{store}/claims", post(submit::post).options(preflight))
        .route("/v1/stores/{store}/photos", post(photo::post).options(preflight))
        .route("/v1/stores/{store}/form", get(form::get).post(form::post).options(preflight))
        .route("/v1/status", get(status_page::get).post(status_page::post).options(preflight))
        .route("/v1/status/reply", post(reply::post).options(preflight))
        .route("/v1/status/cancel", post(cancel::post).options(preflight))
        .route("/v1/status/data", post(data_page::data).options(preflight))
        .route("/v1/status/erase", post(data_page::erase).options(preflight))
        .route("/v1/claims/{id}/photos/{photo}", get(photo::get).options(preflight))
        .route("/v1/desk/claims/{id}/photos/{photo}", get(photo::desk))
        .route("/v1/claims/{id}", get(status::get).delete(erase::delete).options(preflight))
        .route("/v1/claims/{id}/data", get(data_export::claim_data).options(preflight))
        .route("/v1/desk/stores/{store}/shopper", post(data_export::customer_data))
        .route("/v1/desk/stores/{store}/claims", get(desk::list))
        .route("/v1/desk/stores/{store}/decide", post(decide::post))
        .route("/v1/desk/stores/{store}/day", get(day::get))
        .route("/v1/desk/stores/{store}/export", get(export::get))
        .route("/v1/desk/stores/{store}/deliveries", get(deliveries::get))
        .route("/v1/desk/stores/{store}/deliveries/{id}", post(deliveries::post))
        .route("/v1/desk/claims/{id}", get(desk::get))
        .route("/v1/desk/claims/{id}/events", post(events::post))
        .fallback(async || Problem::not_found())
        .layer(from_fn_with_state(app.clone(), finish))
        .with_state(app)
}

async fn preflight() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert(cors::PREFLIGHT_MARKER, HeaderValue::from_static("yes"));
    response
}

/// The last word on every answer.
async fn finish(State(app): State<SharedState>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let origin = request.headers().get(header::ORIGIN).cloned();
    let head = request.method() == axum::http::Method::HEAD;
    let id = hex::encode(app.entropy.nonce().unwrap_or_default());
    let mut response = spelled(next.run(request).await, &id, head);
    let headers = response.headers_mut();
    for (name, value) in SECURITY {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    cors::apply(&app, &path, origin.as_ref(), headers);
    let keep_nothing = HeaderValue::from_static("no-store");
    headers.entry(header::CACHE_CONTROL).or_insert(keep_nothing);
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert("recourse-request-id", id);
    }
    response
}

fn is_page(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Gives a problem its body; what the router itself refuses becomes a problem too.
fn spelled(mut response: Response, id: &str, head: bool) -> Response {
    let status = response.status();
    let problem = match (response.extensions_mut().remove::<Problem>(), status) {
        (Some(problem), _) => problem,
        (None, StatusCode::METHOD_NOT_ALLOWED) => {
            Problem::new(status, "method_not_allowed", "see the header Allow")
        }
        // A path that cannot be read leads nowhere; a page for a person says itself what is wrong.
        (None, StatusCode::BAD_REQUEST) if !is_page(&response) => Problem::not_found(),
        (None, _) => return response,
    };
    *response.status_mut() = problem.status;
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.headers_mut().remove(header::CONTENT_LENGTH);
    *response.body_mut() = if head { Body::empty() } else { Body::from(problem.json(id)) };
    response
}
