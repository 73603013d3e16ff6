//! A KV namespace. A failed call is logged, never with a key or a value, which could identify a
//! shopper.

use recourse_edge::ports::StorageError;
use worker::KvStore;

/// A binding of `wrangler.jsonc`. If it is missing, every call fails, and the routes without
/// storage still work.
pub(super) struct Kv(Option<KvStore>);

impl Kv {
    pub(super) fn new(env: &worker::Env, binding: &str) -> Kv {
        Kv(env.kv(binding).ok())
    }

    /// The namespace.
    pub(super) fn store(&self) -> Result<&KvStore, StorageError> {
        self.0.as_ref().ok_or_else(|| failed("the binding is missing"))
    }
}

/// Logs a failed call.
pub(super) fn failed<E>(_: E) -> StorageError {
    worker::console_error!("kv: the runtime refused");
    StorageError
}
