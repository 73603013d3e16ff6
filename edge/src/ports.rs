//! What the edge needs of the world, as traits: a clock, a ledger, an album, entropy. The runtime's are in `cloudflare`, those of
//! the tests in `memory`.

use crate::row::Row;
use recourse::words::Day;
use std::future::Future;
use std::pin::Pin;

/// An answer that comes later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What time it is, here and in a shop's zone.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> i64;
    /// Minutes east of UTC of an IANA zone at an instant; `None` for a zone the runtime does not know.
    fn zone_offset(&self, zone: &str, at_ms: i64) -> Option<i32>;
    /// Lets some milliseconds pass.
    fn pause(&self, ms: u64) -> Later<'_, ()>;
}

/// Names and days as people write them.
pub trait Speech: Send + Sync {
    /// A day with its weekday.
    fn day(&self, language: &str, day: Day) -> String;
    /// A country of ISO 3166-1, or the code where it has no name.
    fn country(&self, language: &str, code: &str) -> String;
}

/// Numbers nobody can guess.
pub trait Entropy: Send + Sync {
    /// 128 random bits; `None` where there is no source, and then nothing is issued.
    fn nonce(&self) -> Option<[u8; 16]>;
}

/// The ledger could not be read or written. Why is of no use to the sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerDown;

/// One page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Keys with their rows, in the order of keys. A row that cannot be read is `None`: its claim is there all the same.
    pub rows: Vec<(String, Option<Row>)>,
    /// Where the next page starts, if there is one.
    pub cursor: Option<String>,
}

/// Where claims are kept. Written once, never edited.
pub trait Ledger: Send + Sync {
    /// Keeps a value, with its row where a list shows one; once this says yes, it is kept.
    fn put<'a>(&'a self, key: &'a str, value: String, row: Option<Row>) -> Later<'a, Result<(), LedgerDown>>;
    /// The value under a key.
    fn get<'a>(&'a self, key: &'a str) -> Later<'a, Result<Option<String>, LedgerDown>>;
    /// One page of the keys under a prefix.
    fn list<'a>(
        &'a self,
        prefix: &'a str,
        cursor: Option<String>,
        limit: u16,
    ) -> Later<'a, Result<Page, LedgerDown>>;
}

/// Where photos are kept. A key says what is in it, so the same key is always the same bytes.
pub trait Album: Send + Sync {
    /// Keeps a photo; once this says yes, it is kept.
    fn put<'a>(&'a self, key: &'a str, bytes: Vec<u8>) -> Later<'a, Result<(), LedgerDown>>;
    /// The photo under a key.
    fn get<'a>(&'a self, key: &'a str) -> Later<'a, Result<Option<Vec<u8>>, LedgerDown>>;
    /// The first keys under a prefix that come after `after` in their order, at most a thousand.
    fn list<'a>(&'a self, prefix: &'a str, after: &'a str) -> Later<'a, Result<Vec<String>, LedgerDown>>;
    /// Removes a photo; one that is not there is removed already.
    fn remove<'a>(&'a self, key: &'a str) -> Later<'a, Result<(), LedgerDown>>;
}
