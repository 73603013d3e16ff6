//! An outbox in memory that can be told to fail.

use crate::domain::webhook::{Delivery, Message};
use crate::ports::{Outbox, StorageError};
use async_trait::async_trait;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// An outbox that sends nothing and remembers everything.
#[derive(Debug, Clone, Default)]
pub struct MemoryOutbox {
    taken: Arc<Mutex<Vec<(String, Delivery)>>>,
    down: Arc<AtomicBool>,
}

impl MemoryOutbox {
    /// Makes every call fail, or work again.
    pub fn fail(&self, down: bool) {
        self.down.store(down, Ordering::Relaxed);
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
        self.with(|taken| {
            for message in messages {
                if !taken.iter().any(|(_, known)| known.message.id == message.id) {
                    taken.push((store.to_owned(), Delivery::new(message, 0)));
                }
            }
        })
    }

    async fn deliveries(&self, store: &str) -> Result<Vec<Delivery>, StorageError> {
        self.with(|taken| {
            let own = taken.iter().rev().filter(|(of, _)| of == store);
            own.map(|(_, delivery)| delivery.clone()).collect()
        })
    }

    async fn retry(&self, store: &str, id: &str) -> Result<bool, StorageError> {
        self.with(|taken| taken.iter().any(|(of, d)| of == store && d.message.id == id))
    }
}
