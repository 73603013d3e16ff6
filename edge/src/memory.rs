//! The ports without a runtime: for tests on this machine. The ledger can be told to fail and to be behind.

use crate::order::{Book, Entered, Entry};
use crate::outbox::{Delivery, Message};
use crate::ports::{
    Album, BookFault, Clock, Entropy, Later, Ledger, LedgerDown, Limit, Limiter, OrderBooks, Outbox, Page,
    Speech, Verifier,
};
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

    fn words<'a>(&'a self, language: &'a str) -> Later<'a, Option<String>> {
        Box::pin(async move {
            let (_, words) = WORDS.iter().find(|(own, _)| *own == language)?;
            Some((*words).to_owned())
        })
    }
}

/// What the site's files say, by language.
static WORDS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// Values with their rows, by key.
type Kept = BTreeMap<String, (String, Option<Row>)>;

/// A ledger in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryLedger {
    kept: Arc<Mutex<Kept>>,
    down: Arc<AtomicBool>,
    behind: Arc<AtomicBool>,
    refusals: Arc<AtomicU64>,
    expiries: Arc<Mutex<BTreeMap<String, Option<i64>>>>,
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

    /// When each key is forgotten, in seconds since 1970.
    #[must_use]
    pub fn expiries(&self) -> BTreeMap<String, Option<i64>> {
        self.expiries.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Every key kept of claims and what belongs to them, in order; not the archive of policies.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.keys().filter(|key| !key.starts_with("policy/")).cloned().collect()
    }

    fn with<T>(&self, act: impl FnOnce(&mut Kept) -> T) -> Result<T, LedgerDown> {
        if self.down.load(Ordering::Relaxed) {
            return Err(LedgerDown);
        }
        Ok(act(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Ledger for MemoryLedger {
    fn put<'a>(
        &'a self,
        key: &'a str,
        value: String,
        row: Option<Row>,
        expires: Option<i64>,
    ) -> Later<'a, Result<(), LedgerDown>> {
        Box::pin(async move {
            self.expiries.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), expires);
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

    fn remove<'a>(&'a self, key: &'a str) -> Later<'a, Result<(), LedgerDown>> {
        Box::pin(async move { self.with(|kept| drop(kept.remove(key))) })
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

/// Verifies by a library, where the runtime has its own.
#[derive(Debug, Default)]
pub struct PlainVerifier;

impl Verifier for PlainVerifier {
    fn es256<'a>(&'a self, point: &'a [u8], text: &'a [u8], signature: &'a [u8]) -> Later<'a, bool> {
        use p256::ecdsa::signature::Verifier;
        use p256::ecdsa::{Signature, VerifyingKey};
        Box::pin(async move {
            let read = (VerifyingKey::from_sec1_bytes(point), Signature::from_slice(signature));
            matches!(read, (Ok(key), Ok(signature)) if key.verify(text, &signature).is_ok())
        })
    }
}

/// Counts exactly, and never forgets until it is told to.
#[derive(Debug, Clone, Default)]
pub struct MemoryLimiter {
    most: Arc<AtomicU64>,
    counts: Arc<Mutex<BTreeMap<String, u64>>>,
}

impl MemoryLimiter {
    /// Allows so many of each key from now on; 0 is no limit.
    pub fn allow(&self, most: u64) {
        self.most.store(most, Ordering::Relaxed);
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Limiter for MemoryLimiter {
    fn allows<'a>(&'a self, limit: Limit, key: &'a str) -> Later<'a, bool> {
        Box::pin(async move {
            let most = self.most.load(Ordering::Relaxed);
            let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
            let count = counts.entry(format!("{limit:?} {key}")).or_default();
            *count = count.saturating_add(1);
            most == 0 || limit != Limit::Claims || *count <= most
        })
    }

    fn is_there(&self) -> bool {
        true
    }
}

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

    fn with<T>(&self, act: impl FnOnce(&mut Vec<(String, Delivery)>) -> T) -> Result<T, LedgerDown> {
        if self.down.load(Ordering::Relaxed) {
            return Err(LedgerDown);
        }
        Ok(act(&mut self.taken.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Outbox for MemoryOutbox {
    fn announce<'a>(&'a self, store: &'a str, messages: Vec<Message>) -> Later<'a, Result<(), LedgerDown>> {
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

    fn deliveries<'a>(&'a self, store: &'a str) -> Later<'a, Result<Vec<Delivery>, LedgerDown>> {
        Box::pin(async move {
            self.with(|taken| {
                let own = taken.iter().rev().filter(|(of, _)| of == store);
                own.map(|(_, delivery)| delivery.clone()).collect()
            })
        })
    }

    fn again<'a>(&'a self, store: &'a str, id: &'a str) -> Later<'a, Result<bool, LedgerDown>> {
        Box::pin(
            async move { self.with(|taken| taken.iter().any(|(of, d)| of == store && d.message.id == id)) },
        )
    }
}
