#![doc = include_str!("../README.md")]
#![deny(clippy::arithmetic_side_effects)]

pub mod today;
pub mod ticket;
pub mod key;
pub mod row;
pub mod ports;
pub mod photo;
pub mod words;
pub mod form;
pub mod problem;
pub mod body;
pub mod policies;
pub mod handlers;
pub mod router;
pub mod sweep;
pub mod memory;
#[cfg(target_arch = "wasm32")]
mod cloudflare;

#[cfg(target_arch = "wasm32")]
mod entry {
    use tower_service::Service;

    /// A request. Everything after this line runs anywhere.
    #[worker::event(fetch)]
    async fn fetch(
        request: worker::HttpRequest,
        env: worker::Env,
        _context: worker::Context,
    ) -> worker::Result<axum::response::Response> {
        let edge = crate::cloudflare::edge(&env);
        let answer = crate::router::router(edge).call(request.map(axum::body::Body::new)).await;
        Ok(answer.unwrap_or_else(|never| match never {}))
    }

    /// The time of day for cleaning up; see `triggers` in `wrangler.jsonc`.
    #[worker::event(scheduled)]
    async fn scheduled(_event: worker::ScheduledEvent, env: worker::Env, _context: worker::ScheduleContext) {
        match crate::sweep::sweep(&crate::cloudflare::edge(&env)).await {
            Ok(removed) => worker::console_log!("sweep: {removed} photos without a claim removed"),
            Err(_) => worker::console_error!("sweep: stopped, the ledger or the album refused"),
        }
    }
}
