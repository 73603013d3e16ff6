//! The only room that knows the runtime: its KV, its R2, its Durable Objects, its clock, its secrets.

mod calls;
mod clock;
pub(crate) mod exchange;
mod kv;
mod kv_ledger;
mod limiter;
mod objects;
mod order_books;
mod outbox;
mod people;
mod r2_album;
mod secrets;
mod settings;
mod speech;
mod verifier;

use crate::handlers::{Edge, Shared};
use std::sync::Arc;

/// The one of the `triggers` in `wrangler.jsonc` that announces; the other one cleans up.
pub(crate) const OFTEN: &str = "*/10 * * * *";

/// Everything a request needs, from the bindings.
pub(crate) fn edge(env: &worker::Env) -> Shared {
    Arc::new(Edge {
        clock: Box::new(clock::RuntimeClock),
        ledger: Box::new(kv_ledger::KvLedger::new(env)),
        album: Box::new(r2_album::RuntimeAlbum::new(env)),
        books: Box::new(order_books::RuntimeBooks::new(env)),
        verifier: Box::new(verifier::RuntimeVerifier),
        limiter: Box::new(limiter::RuntimeLimiter::new(env)),
        people: Box::new(people::RuntimePeople),
        outbox: Box::new(outbox::RuntimeOutbox::new(env)),
        speech: Box::new(speech::RuntimeSpeech::new(env)),
        entropy: Box::new(secrets::RuntimeEntropy),
        key: secrets::key(env),
        desk_token: secrets::desk_token(env),
        settings: settings::settings(env),
    })
}
