//! The ports without a runtime: for tests on this machine. The ledger can be told to fail and to be behind.

use crate::ports::{Album, Clock, Entropy, Later, Ledger, LedgerDown, Page, Speech};
use crate::row::Row;
use recourse::words::Day;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// A clock that stands still until it is set.
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

impl Clock for StillClock {
    fn now_ms(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    fn zone_offset(&self, _zone: &str, _at_ms: i64) -> Option<i32> {
        i32::try_from(self.offset.load(Ordering::Relaxed)).ok()
    }

    fn pause(&self, _ms: u64) -> Later<'_, ()> {
        Box::pin(async {})
    }
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
pub struct PlainSpeech;

impl Speech for PlainSpeech {
    fn day(&self, _language: &str, day: Day) -> String {
        day.to_string()
    }

    fn country(&self, _language: &str, code: &str) -> String {
        code.to_owned()
    }
}

/// Values with their rows, by key.
type Kept = BTreeMap<String, (String, Option<Row>)>;

/// A ledger in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryLedger {
    kept: Arc<Mutex<Kept>>,
    down: Arc<AtomicBool>,
    behind: Arc<AtomicBool>,
    refusals: Arc<AtomicU64>,
}

impl MemoryLedger {
    /// Makes every call fail, or work again.
    pub fn fail(&self, down: bool) {
        self.down.store(down, Ordering::Relaxed);
    }

    /// Makes lists empty, as after a write in another place, or whole again.
    pub fn fall_behind(&self, behind: bool) {
        self.behind.store(behind, Ordering::Relaxed);
    }

    /// Makes the next writes fail.
    pub fn refuse(&self, writes: u64) {
        self.refusals.store(writes, Ordering::Relaxed);
    }

    /// Keeps anything under any key, without a row.
    pub fn plant(&self, key: &str, value: &str) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(key.to_owned(), (value.to_owned(), None));
    }

    /// Every key kept, in order.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    fn with<T>(&self, act: impl FnOnce(&mut Kept) -> T) -> Result<T, LedgerDown> {
        if self.down.load(Ordering::Relaxed) {
            return Err(LedgerDown);
        }
        Ok(act(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Ledger for MemoryLedger {
    fn put<'a>(&'a self, key: &'a str, value: String, row: Option<Row>) -> Later<'a, Result<(), LedgerDown>> {
        Box::pin(async move {
            let refusals = self.refusals.load(Ordering::Relaxed);
            if refusals > 0 {
                self.refuse(refusals.saturating_sub(1));
                return Err(LedgerDown);
            }
            self.with(|kept| drop(kept.insert(key.to_owned(), (value, row))))
        })
    }

    fn get<'a>(&'a self, key: &'a str) -> Later<'a, Result<Option<String>, LedgerDown>> {
        Box::pin(async move { self.with(|kept| kept.get(key).map(|(value, _)| value.clone())) })
    }

    fn list<'a>(
        &'a self,
        prefix: &'a str,
        cursor: Option<String>,
        limit: u16,
    ) -> Later<'a, Result<Page, LedgerDown>> {
        Box::pin(async move {
            if self.behind.load(Ordering::Relaxed) {
                return Ok(Page::default());
            }
            self.with(|kept| page(kept, prefix, cursor.as_deref(), limit))
        })
    }
}

/// The cursor is the last key shown.
fn page(kept: &Kept, prefix: &str, cursor: Option<&str>, limit: u16) -> Page {
    let mut all = kept
        .iter()
        .filter(|(key, _)| key.starts_with(prefix) && cursor.is_none_or(|cursor| key.as_str() > cursor))
        .map(|(key, (_, row))| (key.clone(), row.clone()));
    let rows: Vec<_> = all.by_ref().take(usize::from(limit)).collect();
    let cursor = all.next().and_then(|_| rows.last().map(|(key, _)| key.clone()));
    Page { rows, cursor }
}

/// An album in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryAlbum {
    kept: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    down: Arc<AtomicBool>,
}

impl MemoryAlbum {
    /// Makes every call fail, or work again.
    pub fn fail(&self, down: bool) {
        self.down.store(down, Ordering::Relaxed);
    }

    /// Every photo kept, by key.
    #[must_use]
    pub fn all(&self) -> BTreeMap<String, Vec<u8>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn with<T>(&self, act: impl FnOnce(&mut BTreeMap<String, Vec<u8>>) -> T) -> Result<T, LedgerDown> {
        if self.down.load(Ordering::Relaxed) {
            return Err(LedgerDown);
        }
        Ok(act(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Album for MemoryAlbum {
    fn put<'a>(&'a self, key: &'a str, bytes: Vec<u8>) -> Later<'a, Result<(), LedgerDown>> {
        Box::pin(async move { self.with(|kept| drop(kept.insert(key.to_owned(), bytes))) })
    }

    fn get<'a>(&'a self, key: &'a str) -> Later<'a, Result<Option<Vec<u8>>, LedgerDown>> {
        Box::pin(async move { self.with(|kept| kept.get(key).cloned()) })
    }

    fn list<'a>(&'a self, prefix: &'a str, after: &'a str) -> Later<'a, Result<Vec<String>, LedgerDown>> {
        Box::pin(async move {
            let wanted = |key: &&String| key.starts_with(prefix) && key.as_str() > after;
            self.with(|kept| kept.keys().filter(wanted).take(1_000).cloned().collect())
        })
    }

    fn remove<'a>(&'a self, key: &'a str) -> Later<'a, Result<(), LedgerDown>> {
        Box::pin(async move { self.with(|kept| drop(kept.remove(key))) })
    }
}
