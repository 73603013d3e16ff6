//! An outbox in memory that can be told to fail.

use crate::outbox::{Delivery, Message};
use crate::ports::{BoxFuture, Outbox, StorageError};
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

impl Outbox for MemoryOutbox {
    fn enqueue<'a>(
        &'a self,
        store: &'a str,
        messages: Vec<Message>,
    ) -> BoxFuture<'a, Result<(), StorageError>> {
        Box::pin(async move {
            self.with(|taken| {
                for message in messages {
                    if !taken.iter().any(|(_, known)| known.message.id == message.id) {
                        taken.push((store.to_owned(), Delivery::new(message, 0)));
                    }
                }
            })
        })
    }

    fn deliveries<'a>(
        &'a self,
        store: &'a str,
    ) -> BoxFuture<'a, Result<Vec<Delivery>, StorageError>> {
        Box::pin(async move {
            self.with(|taken| {
                let own = taken.iter().rev().filter(|(of, _)| of == store);
                own.map(|(_, delivery)| delivery.clone()).collect()
            })
        })
    }

    fn retry<'a>(
        &'a self,
        store: &'a str,
        id: &'a str,
    ) -> BoxFuture<'a, Result<bool, StorageError>> {
        Box::pin(async move {
            self.with(|taken| taken.iter().any(|(of, d)| of == store && d.message.id == id))
        })
    }
}
