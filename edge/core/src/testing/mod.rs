//! Module `testing`: the ports in memory. Stores can be set to fail, and the ledger to lag.

mod photo_store;
mod order_registry;
mod checks;
mod ledger;
mod outbox;

pub use checks::{MemoryCaptchaVerifier, MemoryRateLimiter, PlainVerifier};
pub use ledger::MemoryLedger;
pub use order_registry::MemoryOrderRegistry;
pub use outbox::MemoryOutbox;
pub use photo_store::MemoryPhotoStore;

use crate::ports::{Clock, Entropy, Localizer};
use async_trait::async_trait;
use recourse::types::{Amount, COUNTRIES, Day, amount_text};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

/// A clock that changes only when it is set.
#[derive(Debug, Clone, Default)]
pub struct StillClock {
    now: Arc<AtomicI64>,
    offset: Arc<AtomicI64>,
}

impl StillClock {
    /// Sets the instant.
    pub fn set(&self, now_ms: i64) {
        self.now.store(now_ms, Ordering::Relaxed);
    }

    /// Sets the offset of every zone, in minutes east of UTC.
    pub fn set_offset(&self, minutes: i32) {
        self.offset.store(i64::from(minutes), Ordering::Relaxed);
    }
}

#[async_trait]
impl Clock for StillClock {
    fn now_ms(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    fn zone_offset(&self, _zone: &str, _at_ms: i64) -> Option<i32> {
        i32::try_from(self.offset.load(Ordering::Relaxed)).ok()
    }

    async fn pause(&self, _ms: u64) {}
}

/// Counts instead of rolling dice: every nonce differs, and a test can be repeated.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Entropy for Counter {
    fn nonce(&self) -> Option<[u8; 16]> {
        Some(u128::from(self.0.fetch_add(1, Ordering::Relaxed)).to_be_bytes())
    }
}

/// Says days as ISO dates and countries as their codes.
#[derive(Debug, Default)]
pub struct PlainLocalizer;

#[async_trait]
impl Localizer for PlainLocalizer {
    fn day(&self, _language: &str, day: Day) -> String {
        day.to_string()
    }

    fn instant(&self, _language: &str, _zone: &str, at: &str) -> String {
        at.to_owned()
    }

    fn money(&self, language: &str, currency: &str, amount: Amount) -> String {
        format!("{currency} {}", amount_text(amount, language))
    }

    fn country(&self, _language: &str, code: &str) -> String {
        code.to_owned()
    }

    fn countries(&self, _language: &str) -> Vec<(String, &'static str)> {
        COUNTRIES.split(' ').map(|code| (code.to_owned(), code)).collect()
    }

    async fn messages(&self, language: &str) -> Option<String> {
        let (_, messages) = MESSAGES.iter().find(|(own, _)| *own == language)?;
        Some((*messages).to_owned())
    }

    async fn texts(&self, store: &str, language: &str) -> Option<Vec<u8>> {
        let name = format!("{store}.{language}.texts");
        let (_, bytes) = TEXTS.iter().find(|(own, _)| *own == name)?;
        Some(bytes.to_vec())
    }
}

/// What the site's files say, by language.
static MESSAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// What policies say, by store and language.
static TEXTS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/texts.rs"));
