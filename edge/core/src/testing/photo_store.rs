//! A photo store in memory that can be set to fail.

use crate::ports::{PhotoPage, PhotoStore, StorageError};
use async_trait::async_trait;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// A photo store in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryPhotoStore {
    kept: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    down: Arc<AtomicBool>,
    operations: Arc<AtomicU64>,
}

impl MemoryPhotoStore {
    /// Makes every call fail, or work again.
    pub fn fail(&self, down: bool) {
        self.down.store(down, Ordering::Relaxed);
    }

    /// How many calls there have been: each is an operation of the platform.
    #[must_use]
    pub fn operations(&self) -> u64 {
        self.operations.load(Ordering::Relaxed)
    }

    /// Keeps anything under any key.
    pub fn plant(&self, key: &str, bytes: &[u8]) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(key.to_owned(), bytes.to_vec());
    }

    /// Every photo kept, by key.
    #[must_use]
    pub fn all(&self) -> BTreeMap<String, Vec<u8>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn with<T>(
        &self,
        act: impl FnOnce(&mut BTreeMap<String, Vec<u8>>) -> T,
    ) -> Result<T, StorageError> {
        self.operations.fetch_add(1, Ordering::Relaxed);
        if self.down.load(Ordering::Relaxed) {
            return Err(StorageError);
        }
        Ok(act(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

#[async_trait]
impl PhotoStore for MemoryPhotoStore {
    async fn put(
        &self,
        key: &str,
        bytes: Vec<u8>,
        _expires: Option<i64>,
    ) -> Result<(), StorageError> {
        tokio::task::yield_now().await;
        self.with(|kept| drop(kept.insert(key.to_owned(), bytes)))
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        self.with(|kept| kept.get(key).cloned())
    }

    async fn list(&self, prefix: &str, after: &str) -> Result<PhotoPage, StorageError> {
        tokio::task::yield_now().await;
        let wanted = |key: &&String| key.starts_with(prefix) && key.as_str() > after;
        self.with(|kept| {
            let mut wanted = kept.keys().filter(wanted).cloned();
            let keys = wanted.by_ref().take(1_000).collect();
            PhotoPage { keys, is_last: wanted.next().is_none() }
        })
    }

    async fn remove(&self, keys: &[String]) -> Result<(), StorageError> {
        self.with(|kept| kept.retain(|key, _| !keys.contains(key)))
    }

    fn removed_per_operation(&self) -> usize {
        1_000
    }
}
