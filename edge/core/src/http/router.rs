//! Every route.

use super::cors::preflight;
use super::middleware::complete;
use super::unread_body;
use super::{api, desk, pages};
use crate::app::SharedState;
use crate::problem::Problem;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};

/// The edge as a service.
pub fn router(app: SharedState) -> Router {
    Router::new()
        .merge(public_routes())
        .merge(page_routes())
        .merge(desk_routes())
        .fallback(async || Problem::not_found())
        .layer(from_fn_with_state(app.clone(), complete))
        .layer(from_fn(unread_body::discard))
        .with_state(app)
}

/// Routes of the widget, and of other clients of shoppers.
fn public_routes() -> Router<SharedState> {
    Router::new()
        .route("/healthz", public(get(api::health::health)))
        .route("/v1/stores/{store}", public(get(api::store::store)))
        .route("/v1/stores/{store}/policy", public(get(api::policy::policy)))
        .route("/v1/stores/{store}/policies/{hash}", public(get(api::policy::policy_by_hash)))
        .route("/v1/stores/{store}/bundle/{language}", public(get(api::bundle::bundle)))
        .route("/v1/stores/{store}/texts/{language}", public(get(api::texts::texts)))
        .route("/v1/stores/{store}/tickets", public(post(api::ticket::issue_ticket)))
        .route("/v1/stores/{store}/claims", public(post(api::submit::submit_claim)))
        .route("/v1/stores/{store}/photos", public(post(api::photo::upload_photo)))
        .route("/v1/claims/{id}", public(get(api::claim::status).delete(api::erase::erase_claim)))
        .route("/v1/claims/{id}/data", public(get(api::data::claim_data)))
        .route("/v1/claims/{id}/photos/{photo}", public(get(api::photo::claim_photo)))
}

/// Pages without scripts.
fn page_routes() -> Router<SharedState> {
    let interview = get(pages::interview::first_page).post(pages::interview::next_page);
    let status = get(pages::status::ask_for_link).post(pages::status::claim_page);
    Router::new()
        .route("/v1/stores/{store}/form", public(interview))
        .route("/v1/status", public(status))
        .route("/v1/status/reply", public(post(pages::reply::reply)))
        .route("/v1/status/cancel", public(post(pages::cancel::cancel)))
        .route("/v1/status/data", public(post(pages::data::data)))
        .route("/v1/status/erase", public(post(pages::erase::erase)))
}

/// Routes of the desk.
fn desk_routes() -> Router<SharedState> {
    Router::new()
        .route("/v1/desk/stores/{store}/claims", get(desk::claims::list_claims))
        .route("/v1/desk/stores/{store}/shopper", post(desk::customer::customer_data))
        .route("/v1/desk/stores/{store}/decide", post(desk::decide::decide_situation))
        .route("/v1/desk/stores/{store}/day", get(desk::day::civil_day_of))
        .route("/v1/desk/stores/{store}/export", get(desk::export::export_claims))
        .route("/v1/desk/stores/{store}/audit", get(desk::audit::list_audit))
        .route("/v1/desk/stores/{store}/deliveries", get(desk::deliveries::list_deliveries))
        .route("/v1/desk/stores/{store}/deliveries/{id}", post(desk::deliveries::retry_delivery))
        .route("/v1/desk/claims/{id}", get(desk::claims::show_claim))
        .route("/v1/desk/claims/{id}/events", post(desk::events::add_event))
        .route("/v1/desk/claims/{id}/photos/{photo}", get(desk::photo::desk_photo))
}

/// A route that pages of other origins may call after a preflight request.
fn public(route: MethodRouter<SharedState>) -> MethodRouter<SharedState> {
    route.options(preflight)
}
