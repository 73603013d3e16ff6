#![doc = include_str!("../README.md")]
#![deny(clippy::arithmetic_side_effects)]

pub mod time;
pub mod ticket;
pub mod storage_key;
pub mod claim_summary;
pub mod order;
pub mod outbox;
pub mod settings;
pub mod retention;
pub mod ports;
pub mod photo;
pub mod messages;
pub mod form;
pub mod problem;
pub mod body;
pub mod policies;
pub mod views;
mod archive;
mod rate_limit;
pub mod turnstile;
mod cors;
pub mod handlers;
pub mod router;
pub mod sweep;
#[cfg(not(target_arch = "wasm32"))]
pub mod testing;
#[cfg(not(target_arch = "wasm32"))]
pub mod contract;
#[cfg(target_arch = "wasm32")]
mod cloudflare;

#[cfg(target_arch = "wasm32")]
mod entry {
    use crate::cloudflare::exchange;
    use std::sync::OnceLock;
    use tower_service::Service;

    /// The edge with its routes, made once in the life of an isolate: bindings stay the same for as long, and a table of
    /// routes takes a millisecond to make.
    static ROUTER: OnceLock<axum::Router> = OnceLock::new();

    /// A request. Everything after this line runs anywhere.
    #[worker::event(fetch)]
    async fn fetch(
        request: worker::web_sys::Request,
        env: worker::Env,
        _context: worker::Context,
    ) -> worker::Result<worker::web_sys::Response> {
        let router =
            ROUTER.get_or_init(|| crate::router::router(crate::cloudflare::app_state(&env)));
        let response = router.clone().call(exchange::request(request)?).await;
        exchange::response(response.unwrap_or_else(|never| match never {})).await
    }

    /// What is done without being asked; see `triggers` in `wrangler.jsonc`.
    #[worker::event(scheduled)]
    async fn scheduled(
        event: worker::ScheduledEvent,
        env: worker::Env,
        _context: worker::ScheduleContext,
    ) {
        let app = crate::cloudflare::app_state(&env);
        if event.cron() == crate::cloudflare::WEBHOOK_CRON {
            if crate::sweep::enqueue_missed(&app).await.is_err() {
                worker::console_error!("webhooks: stopped, the ledger or the outbox refused");
            }
            return;
        }
        match crate::sweep::sweep(&app).await {
            Ok(swept) => {
                worker::console_log!(
                    "sweep: {} photos, {} claims removed",
                    swept.photos,
                    swept.claims
                )
            }
            Err(_) => {
                worker::console_error!("sweep: stopped, the ledger or the photo store refused")
            }
        }
    }
}
