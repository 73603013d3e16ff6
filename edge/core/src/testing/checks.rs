//! Verifiers and rate limits in memory.

use crate::domain::turnstile::{CaptchaOutcome, Turnstile};
use crate::ports::{CaptchaVerifier, RateLimit, RateLimiter, Verifier};
use async_trait::async_trait;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Verifies by a library, where the runtime has its own.
#[derive(Debug, Default)]
pub struct PlainVerifier;

#[async_trait]
impl Verifier for PlainVerifier {
    async fn es256(&self, point: &[u8], text: &[u8], signature: &[u8]) -> bool {
        use p256::ecdsa::signature::Verifier;
        use p256::ecdsa::{Signature, VerifyingKey};
        let read = (VerifyingKey::from_sec1_bytes(point), Signature::from_slice(signature));
        matches!(read, (Ok(key), Ok(signature)) if key.verify(text, &signature).is_ok())
    }
}

/// Responds to every token with the outcome that was set.
#[derive(Debug, Clone, Default)]
pub struct MemoryCaptchaVerifier(Arc<Mutex<Option<CaptchaOutcome>>>);

impl MemoryCaptchaVerifier {
    /// Sets the outcome.
    pub fn say(&self, seen: Option<CaptchaOutcome>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = seen;
    }
}

#[async_trait]
impl CaptchaVerifier for MemoryCaptchaVerifier {
    async fn verify(&self, _turnstile: &Turnstile, _token: &str) -> Option<CaptchaOutcome> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Exact counts without a period.
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

#[async_trait]
impl RateLimiter for MemoryRateLimiter {
    async fn allows(&self, limit: RateLimit, key: &str) -> bool {
        let most = self.most.lock().unwrap_or_else(PoisonError::into_inner);
        let most = most.get(&format!("{limit:?}")).copied().unwrap_or(0);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(format!("{limit:?} {key}")).or_default();
        *count = count.saturating_add(1);
        most == 0 || *count <= most
    }

    fn is_configured(&self) -> bool {
        true
    }
}
