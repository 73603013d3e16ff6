//! Who verifies and who counts, in memory.

use crate::person::Turnstile;
use crate::ports::{Later, Limit, Limiter, People, Seen, Verifier};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Verifies by a library, where the runtime has its own.
#[derive(Debug, Default)]
pub struct PlainVerifier;

impl Verifier for PlainVerifier {
    fn es256<'a>(&'a self, point: &'a [u8], text: &'a [u8], signature: &'a [u8]) -> Later<'a, bool> {
        use p256::ecdsa::signature::Verifier;
        use p256::ecdsa::{Signature, VerifyingKey};
        Box::pin(async move {
            let read = (VerifyingKey::from_sec1_bytes(point), Signature::from_slice(signature));
            matches!(read, (Ok(key), Ok(signature)) if key.verify(text, &signature).is_ok())
        })
    }
}

/// Says of every token what it was told to, or nothing.
#[derive(Debug, Clone, Default)]
pub struct MemoryPeople(Arc<Mutex<Option<Seen>>>);

impl MemoryPeople {
    /// What is said from now on.
    pub fn say(&self, seen: Option<Seen>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = seen;
    }
}

impl People for MemoryPeople {
    fn see<'a>(&'a self, _turnstile: &'a Turnstile, _token: &'a str) -> Later<'a, Option<Seen>> {
        Box::pin(async move { self.0.lock().unwrap_or_else(PoisonError::into_inner).clone() })
    }
}

/// Counts exactly, and never forgets until it is told to.
#[derive(Debug, Clone, Default)]
pub struct MemoryLimiter {
    most: Arc<Mutex<BTreeMap<String, u64>>>,
    counts: Arc<Mutex<BTreeMap<String, u64>>>,
}

impl MemoryLimiter {
    /// Allows so many claims of each key from now on; 0 is no limit.
    pub fn allow(&self, most: u64) {
        self.limit(Limit::Claims, most);
    }

    /// Allows so many of what is counted, of each key, from now on; 0 is no limit.
    pub fn limit(&self, limit: Limit, most: u64) {
        self.most.lock().unwrap_or_else(PoisonError::into_inner).insert(format!("{limit:?}"), most);
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Limiter for MemoryLimiter {
    fn allows<'a>(&'a self, limit: Limit, key: &'a str) -> Later<'a, bool> {
        Box::pin(async move {
            let most = self.most.lock().unwrap_or_else(PoisonError::into_inner);
            let most = most.get(&format!("{limit:?}")).copied().unwrap_or(0);
            let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
            let count = counts.entry(format!("{limit:?} {key}")).or_default();
            *count = count.saturating_add(1);
            most == 0 || *count <= most
        })
    }

    fn is_there(&self) -> bool {
        true
    }
}
