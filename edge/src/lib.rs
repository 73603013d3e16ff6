//! The Worker on Cloudflare: the entry points, and one adapter for each port of `recourse-edge`.
//! Every other line of the edge runs without this runtime.
#![cfg(target_arch = "wasm32")]
#![deny(clippy::arithmetic_side_effects)]

mod intl;
mod clock;
mod exchange;
mod kv;
mod kv_ledger;
mod rate_limiter;
mod requests;
mod order_registry;
mod secrets;
mod settings;
mod deliveries;
mod outbox;
mod turnstile;
mod photo_store;
mod localizer;
mod verifier;
mod app_state;

use app_state::app_state;
use recourse_edge::app::AppState;
use recourse_edge::http::router;
use recourse_edge::service::maintenance::{self, Swept};
use recourse_edge::service::webhooks;
use std::sync::OnceLock;
use tower_service::Service;
use worker::web_sys;

/// The router. It is made once in the life of an isolate: bindings do not change meanwhile, and a
/// table of routes takes a millisecond to make.
static ROUTER: OnceLock<axum::Router> = OnceLock::new();

/// The one of the `triggers` in `wrangler.jsonc` that enqueues missing webhooks; the other one runs
/// the sweep. Each is a run of its own, with a thousand operations of its own.
const WEBHOOK_CRON: &str = "*/10 * * * *";

/// Handles a request.
#[worker::event(fetch)]
async fn fetch(
    request: web_sys::Request,
    env: worker::Env,
    _context: worker::Context,
) -> worker::Result<web_sys::Response> {
    let router = ROUTER.get_or_init(|| router(app_state(&env)));
    let response = router.clone().call(exchange::request(&request)?).await;
    worker::response_to_wasm(response.unwrap_or_else(|never| match never {}))
}

/// Runs scheduled work; see `triggers` in `wrangler.jsonc`.
#[worker::event(scheduled)]
async fn scheduled(
    event: worker::ScheduledEvent,
    env: worker::Env,
    _context: worker::ScheduleContext,
) {
    let app = app_state(&env);
    if event.cron() == WEBHOOK_CRON {
        enqueue_missed(&app).await;
    } else {
        sweep(&app).await;
    }
}

async fn enqueue_missed(app: &AppState) {
    if webhooks::enqueue_missed(app).await.is_err() {
        worker::console_error!("webhooks: stopped, the ledger or the outbox failed");
    }
}

async fn sweep(app: &AppState) {
    match maintenance::sweep(app).await {
        Ok(swept) => {
            let (photos, claims) = (swept.photos, swept.claims);
            if swept != Swept::default() {
                worker::console_log!("sweep: {photos} photos, {claims} claims removed");
            }
        }
        Err(_) => worker::console_error!("sweep: stopped, the ledger or the photo store failed"),
    }
}
