//! Who verifies and who counts, in memory.

use crate::ports::{BoxFuture, CaptchaOutcome, CaptchaVerifier, RateLimit, RateLimiter, Verifier};
use crate::turnstile::Turnstile;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Verifies by a library, where the runtime has its own.
#[derive(Debug, Default)]
pub struct PlainVerifier;

impl Verifier for PlainVerifier {
    fn es256<'a>(
        &'a self,
        point: &'a [u8],
        text: &'a [u8],
        signature: &'a [u8],
    ) -> BoxFuture<'a, bool> {
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
pub struct MemoryCaptchaVerifier(Arc<Mutex<Option<CaptchaOutcome>>>);

impl MemoryCaptchaVerifier {
    /// What is said from now on.
    pub fn say(&self, seen: Option<CaptchaOutcome>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = seen;
    }
}

impl CaptchaVerifier for MemoryCaptchaVerifier {
    fn verify<'a>(
        &'a self,
        _turnstile: &'a Turnstile,
        _token: &'a str,
    ) -> BoxFuture<'a, Option<CaptchaOutcome>> {
        Box::pin(async move { self.0.lock().unwrap_or_else(PoisonError::into_inner).clone() })
    }
}

/// Counts exactly, and never forgets until it is told to.
#[derive(Debug, Clone, Default)]
pub struct MemoryRateLimiter {
    most: Arc<Mutex<BTreeMap<String, u64>>>,
    counts: Arc<Mutex<BTreeMap<String, u64>>>,
}

impl MemoryRateLimiter {
    /// Allows so many claims of each key from now on; 0 is no limit.
    pub fn allow(&self, most: u64) {
        self.limit(RateLimit::Claims, most);
    }

    /// Allows so many of what is counted, of each key, from now on; 0 is no limit.
    pub fn limit(&self, limit: RateLimit, most: u64) {
        self.most.lock().unwrap_or_else(PoisonError::into_inner).insert(format!("{limit:?}"), most);
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl RateLimiter for MemoryRateLimiter {
    fn allows<'a>(&'a self, limit: RateLimit, key: &'a str) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            let most = self.most.lock().unwrap_or_else(PoisonError::into_inner);
            let most = most.get(&format!("{limit:?}")).copied().unwrap_or(0);
            let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
            let count = counts.entry(format!("{limit:?} {key}")).or_default();
            *count = count.saturating_add(1);
            most == 0 || *count <= most
        })
    }

    fn is_configured(&self) -> bool {
        true
    }
}
