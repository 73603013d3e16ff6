//! Order books in memory that can be told to be away.

use super::StillClock;
use crate::order::{Book, Entered, Entry};
use crate::ports::{BookFault, Later, Ledger, OrderBooks};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Order books in memory: one claim at a time, as in the runtime.
#[derive(Clone)]
pub struct MemoryBooks {
    books: Arc<tokio::sync::Mutex<BTreeMap<String, Book>>>,
    ledger: Arc<dyn Ledger>,
    clock: StillClock,
    down: Arc<AtomicBool>,
}

impl std::fmt::Debug for MemoryBooks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MemoryBooks")
    }
}

impl MemoryBooks {
    /// Books of orders whose claims are kept in that ledger.
    #[must_use]
    pub fn new(ledger: Arc<dyn Ledger>, clock: &StillClock) -> MemoryBooks {
        MemoryBooks { books: Arc::default(), ledger, clock: clock.clone(), down: Arc::default() }
    }

    /// Makes every call fail, or work again.
    pub fn fail(&self, down: bool) {
        self.down.store(down, Ordering::Relaxed);
    }

    fn check(&self) -> Result<(), BookFault> {
        (!self.down.load(Ordering::Relaxed)).then_some(()).ok_or(BookFault::Unavailable)
    }
}

impl OrderBooks for MemoryBooks {
    fn enter<'a>(&'a self, order: &'a str, entry: &'a Entry) -> Later<'a, Result<Entered, BookFault>> {
        Box::pin(async move {
            self.check()?;
            let mut books = self.books.lock().await;
            let book = books.entry(order.to_owned()).or_default();
            book.enter(self.ledger.as_ref(), &self.clock, entry.clone()).await.map_err(|_| BookFault::Ledger)
        })
    }

    fn rivals<'a>(&'a self, order: &'a str, claim: &'a str) -> Later<'a, Result<Vec<String>, BookFault>> {
        Box::pin(async move {
            self.check()?;
            let books = self.books.lock().await;
            Ok(books.get(order).map(|book| book.rivals(claim)).unwrap_or_default())
        })
    }

    fn close<'a>(&'a self, order: &'a str, claim: &'a str) -> Later<'a, Result<(), BookFault>> {
        Box::pin(async move {
            self.check()?;
            if let Some(book) = self.books.lock().await.get_mut(order) {
                book.close(claim);
            }
            Ok(())
        })
    }

    fn release<'a>(&'a self, order: &'a str, claim: &'a str) -> Later<'a, Result<(), BookFault>> {
        Box::pin(async move {
            self.check()?;
            if let Some(book) = self.books.lock().await.get_mut(order) {
                book.release(claim);
            }
            Ok(())
        })
    }
}
