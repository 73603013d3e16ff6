//! The application state from the bindings of the Worker.

use super::{
    clock, kv_ledger, localizer, order_registry, outbox, photo_store, rate_limiter, secrets,
    settings, turnstile, verifier,
};
use recourse_edge::app::{AppState, SharedState};
use std::sync::Arc;

/// The application state.
pub(super) fn app_state(env: &worker::Env) -> SharedState {
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
        settings: settings::settings(env),
    })
}
