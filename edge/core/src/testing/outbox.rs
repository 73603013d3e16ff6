//! An outbox in memory that can be told to fail.

use crate::domain::webhook::{Delivery, DeliveryPosition, Message};
use crate::ports::{Outbox, StorageError};
use async_trait::async_trait;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// An outbox that sends nothing and remembers everything.
#[derive(Debug, Clone, Default)]
pub struct MemoryOutbox {
    taken: Arc<Mutex<Vec<(String, Delivery)>>>,
    down: Arc<AtomicBool>,
    room: Arc<Mutex<Option<usize>>>,
}

impl MemoryOutbox {
    /// Makes every call fail, or work again.
    pub fn fail(&self, down: bool) {
        self.down.store(down, Ordering::Relaxed);
    }

    /// Lets it hold so many messages; `None` is no limit.
    pub fn hold(&self, room: Option<usize>) {
        *self.room.lock().unwrap_or_else(PoisonError::into_inner) = room;
    }

    fn with<T>(
        &self,
        act: impl FnOnce(&mut Vec<(String, Delivery)>) -> T,
    ) -> Result<T, StorageError> {
        if self.down.load(Ordering::Relaxed) {
            return Err(StorageError);
        }
        Ok(act(&mut self.taken.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

#[async_trait]
impl Outbox for MemoryOutbox {
    async fn enqueue(&self, store: &str, messages: Vec<Message>) -> Result<(), StorageError> {
        let room = *self.room.lock().unwrap_or_else(PoisonError::into_inner);
        self.with(|taken| {
            let is_new =
                |message: &Message| !taken.iter().any(|(_, known)| known.message == *message);
            let new: Vec<_> = messages.into_iter().filter(is_new).collect();
            if room.is_some_and(|room| taken.len().saturating_add(new.len()) > room) {
                return Err(StorageError);
            }
            for message in new {
                let order = i64::try_from(taken.len()).unwrap_or(i64::MAX);
                taken.push((store.to_owned(), Delivery::new(message, order)));
            }
            Ok(())
        })?
    }

    async fn deliveries(
        &self,
        store: &str,
        after: Option<DeliveryPosition>,
        limit: u16,
    ) -> Result<Vec<Delivery>, StorageError> {
        self.with(|taken| {
            let own = taken.iter().rev().filter(|(of, _)| of == store).map(|(_, own)| own);
            let is_after =
                |own: &&Delivery| after.as_ref().is_none_or(|after| own.at_ms < after.at_ms);
            own.filter(is_after).take(usize::from(limit)).cloned().collect()
        })
    }

    async fn retry(&self, store: &str, id: &str) -> Result<bool, StorageError> {
        self.with(|taken| taken.iter().any(|(of, d)| of == store && d.message.id == id))
    }
}
