//! The only room that knows the runtime: its KV, its R2, its clock, its secrets.

mod clock;
mod kv_ledger;
mod r2_album;
mod secrets;
mod speech;

use crate::handlers::{Edge, Shared};
use std::sync::Arc;

/// Everything a request needs, from the bindings.
pub(crate) fn edge(env: &worker::Env) -> Shared {
    Arc::new(Edge {
        clock: Box::new(clock::RuntimeClock),
        ledger: Box::new(kv_ledger::KvLedger::new(env)),
        album: Box::new(r2_album::RuntimeAlbum::new(env)),
        speech: Box::new(speech::RuntimeSpeech),
        entropy: Box::new(secrets::RuntimeEntropy),
        key: secrets::key(env),
        desk_token: secrets::desk_token(env),
    })
}
