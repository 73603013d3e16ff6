//! A ledger in memory that can be told to fail and to be behind.

use crate::domain::claim_summary::ClaimSummary;
use crate::ports::{Ledger, Page, StorageError};
use async_trait::async_trait;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Values with their rows, by key.
type Kept = BTreeMap<String, (String, Option<ClaimSummary>)>;

/// A ledger in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryLedger {
    kept: Arc<Mutex<Kept>>,
    down: Arc<AtomicBool>,
    behind: Arc<AtomicBool>,
    refusals: Arc<AtomicU64>,
    expiries: Arc<Mutex<BTreeMap<String, Option<i64>>>>,
    operations: Arc<AtomicU64>,
    page_max: Arc<AtomicU64>,
    fail_at: Arc<AtomicU64>,
    has_empty_page: Arc<AtomicBool>,
}

impl MemoryLedger {
    /// Makes every call fail, or work again.
    pub fn fail(&self, down: bool) {
        self.down.store(down, Ordering::Relaxed);
        self.fail_at.store(0, Ordering::Relaxed);
    }

    /// Makes lists empty, as after a write in another place, or whole again.
    pub fn fall_behind(&self, behind: bool) {
        self.behind.store(behind, Ordering::Relaxed);
    }

    /// Makes every call after so many fail.
    pub fn fail_after(&self, calls: u64) {
        self.fail_at.store(self.operations().saturating_add(calls), Ordering::Relaxed);
    }

    /// Makes pages of a list at most so long; 0 is as long as asked for.
    pub fn shorten(&self, page_max: u16) {
        self.page_max.store(u64::from(page_max), Ordering::Relaxed);
    }

    /// Makes the first page of every list empty, with a cursor, as KV may.
    pub fn empty_first_page(&self, is_empty: bool) {
        self.has_empty_page.store(is_empty, Ordering::Relaxed);
    }

    /// Makes the next writes fail.
    pub fn refuse(&self, writes: u64) {
        self.refusals.store(writes, Ordering::Relaxed);
    }

    /// How many calls there have been: each is an operation of the platform.
    #[must_use]
    pub fn operations(&self) -> u64 {
        self.operations.load(Ordering::Relaxed)
    }

    /// Keeps anything under any key, without a row.
    pub fn plant(&self, key: &str, value: &str) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(key.to_owned(), (value.to_owned(), None));
    }

    /// When each key is forgotten, in seconds since 1970.
    #[must_use]
    pub fn expiries(&self) -> BTreeMap<String, Option<i64>> {
        self.expiries.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Every key of claims, events and expiries, in order; without archived policies, the audit log
    /// and positions of the sweep.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let others = ["policy/", "audit/", "sweep/"];
        let is_other = |key: &&String| !others.iter().any(|other| key.starts_with(other));
        kept.keys().filter(is_other).cloned().collect()
    }

    /// Lets other requests continue, as a call of the platform does, so that simultaneous requests
    /// of a test take turns.
    async fn wait(&self) {
        tokio::task::yield_now().await;
    }

    fn with<T>(&self, act: impl FnOnce(&mut Kept) -> T) -> Result<T, StorageError> {
        let before = self.operations.fetch_add(1, Ordering::Relaxed);
        let fail_at = self.fail_at.load(Ordering::Relaxed);
        if fail_at > 0 && before >= fail_at {
            return Err(StorageError);
        }
        if self.down.load(Ordering::Relaxed) {
            return Err(StorageError);
        }
        Ok(act(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

#[async_trait]
impl Ledger for MemoryLedger {
    async fn put(
        &self,
        key: &str,
        value: String,
        row: Option<ClaimSummary>,
        expires: Option<i64>,
    ) -> Result<(), StorageError> {
        self.wait().await;
        self.expiries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key.to_owned(), expires);
        let refusals = self.refusals.load(Ordering::Relaxed);
        if refusals > 0 {
            self.refuse(refusals.saturating_sub(1));
            return Err(StorageError);
        }
        self.with(|kept| drop(kept.insert(key.to_owned(), (value, row))))
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.wait().await;
        self.with(|kept| kept.get(key).map(|(value, _)| value.clone()))
    }

    async fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.wait().await;
        self.with(|kept| drop(kept.remove(key)))
    }

    async fn list(
        &self,
        prefix: &str,
        cursor: Option<String>,
        limit: u16,
    ) -> Result<Page, StorageError> {
        self.wait().await;
        if self.behind.load(Ordering::Relaxed) {
            return Ok(Page::default());
        }
        if cursor.is_none() && self.has_empty_page.load(Ordering::Relaxed) {
            return Ok(Page { rows: Vec::new(), cursor: Some(prefix.to_owned()) });
        }
        let page_max = self.page_max.load(Ordering::Relaxed);
        let page_max = u16::try_from(page_max).ok().filter(|max| *max > 0).unwrap_or(limit);
        self.with(|kept| page(kept, prefix, cursor.as_deref(), limit.min(page_max)))
    }
}

/// The cursor is the last key shown.
fn page(kept: &Kept, prefix: &str, cursor: Option<&str>, limit: u16) -> Page {
    let mut all = kept
        .iter()
        .filter(|(key, _)| {
            key.starts_with(prefix) && cursor.is_none_or(|cursor| key.as_str() > cursor)
        })
        .map(|(key, (_, row))| (key.clone(), row.clone()));
    let rows: Vec<_> = all.by_ref().take(usize::from(limit)).collect();
    let cursor = all.next().and_then(|_| rows.last().map(|(key, _)| key.clone()));
    Page { rows, cursor }
}
