//! The only module that knows the runtime: its KV, its R2, its Durable Objects, its clock, its secrets.

mod calls;
mod clock;
pub(crate) mod exchange;
mod kv;
mod kv_ledger;
mod rate_limiter;
mod requests;
mod order_registry;
mod outbox;
mod turnstile;
mod photo_store;
mod secrets;
mod settings;
mod localizer;
mod verifier;

use crate::handlers::{AppState, SharedState};
use std::sync::Arc;

/// The one of the `triggers` in `wrangler.jsonc` that announces; the other one cleans up.
pub(crate) const WEBHOOK_CRON: &str = "*/10 * * * *";

/// Everything a request needs, from the bindings.
pub(crate) fn app_state(env: &worker::Env) -> SharedState {
    Arc::new(AppState {
        clock: Box::new(clock::RuntimeClock),
        ledger: Box::new(kv_ledger::KvLedger::new(env)),
        photo_store: Box::new(photo_store::RuntimePhotoStore::new(env)),
        order_registry: Box::new(order_registry::RuntimeOrderRegistry::new(env)),
        verifier: Box::new(verifier::RuntimeVerifier),
        rate_limiter: Box::new(rate_limiter::RuntimeRateLimiter::new(env)),
        captcha: Box::new(turnstile::RuntimeCaptchaVerifier),
        outbox: Box::new(outbox::RuntimeOutbox::new(env)),
        localizer: Box::new(localizer::RuntimeLocalizer::new(env)),
        entropy: Box::new(secrets::RuntimeEntropy),
        signing_key: secrets::signing_key(env),
        desk_token: secrets::desk_token(env),
        settings: settings::settings(env),
    })
}
