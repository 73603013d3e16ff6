//! What the edge needs of the world, as traits: a clock, a ledger, an album, order books, entropy and more. The runtime's are in `cloudflare`, those of
//! the tests in `memory`.

use crate::order::{Entered, Entry};
use crate::outbox::{Delivery, Message};
use crate::person::Turnstile;
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
    /// An instant (ISO 8601, UTC) as the clocks of a zone show it, with the zone.
    fn instant(&self, language: &str, zone: &str, at: &str) -> String;
    /// A country of ISO 3166-1, or the code where it has no name.
    fn country(&self, language: &str, code: &str) -> String;
    /// Every country with its code, in the order that readers of the language look names up in.
    fn countries(&self, language: &str) -> Vec<(String, &'static str)>;
    /// The interface's words in a language as JSON; `None` where they cannot be had just now.
    fn words<'a>(&'a self, language: &'a str) -> Later<'a, Option<String>>;
    /// A policy's texts in a language, compiled; `None` where they cannot be had just now.
    fn texts<'a>(&'a self, store: &'a str, language: &'a str) -> Later<'a, Option<Vec<u8>>>;
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
    /// Keeps a value, with its row where a list shows one, until an instant in seconds since 1970 where one is given; once
    /// this says yes, it is kept.
    fn put<'a>(
        &'a self,
        key: &'a str,
        value: String,
        row: Option<Row>,
        expires: Option<i64>,
    ) -> Later<'a, Result<(), LedgerDown>>;
    /// The value under a key.
    fn get<'a>(&'a self, key: &'a str) -> Later<'a, Result<Option<String>, LedgerDown>>;
    /// Removes a value; one that is not there is removed already.
    fn remove<'a>(&'a self, key: &'a str) -> Later<'a, Result<(), LedgerDown>>;
    /// One page of the keys under a prefix.
    fn list<'a>(
        &'a self,
        prefix: &'a str,
        cursor: Option<String>,
        limit: u16,
    ) -> Later<'a, Result<Page, LedgerDown>>;
}

/// Why an order's book could not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookFault {
    /// The book itself; a claim is kept all the same, unchecked.
    Unavailable,
    /// The ledger behind it: nothing is kept.
    Ledger,
}

/// The books of all orders, each held by one at a time.
pub trait OrderBooks: Send + Sync {
    /// Keeps a claim of an order; see [`crate::order::Book::enter`].
    fn enter<'a>(&'a self, order: &'a str, entry: &'a Entry) -> Later<'a, Result<Entered, BookFault>>;
    /// The claims that contest a claim of an order; see [`crate::order::Book::rivals`].
    fn rivals<'a>(&'a self, order: &'a str, claim: &'a str) -> Later<'a, Result<Vec<String>, BookFault>>;
    /// Marks a claim of an order as closed; see [`crate::order::Book::close`].
    fn close<'a>(&'a self, order: &'a str, claim: &'a str) -> Later<'a, Result<(), BookFault>>;
    /// Forgets a claim of an order; see [`crate::order::Book::release`].
    fn release<'a>(&'a self, order: &'a str, claim: &'a str) -> Later<'a, Result<(), BookFault>>;
}

/// Signatures that this code does not verify itself.
pub trait Verifier: Send + Sync {
    /// Whether a signature by ECDSA on P-256 with SHA-256 (64 bytes, as RFC 7518 section 3.4 has it) is that of an
    /// uncompressed point over a text.
    fn es256<'a>(&'a self, point: &'a [u8], text: &'a [u8], signature: &'a [u8]) -> Later<'a, bool>;
}

/// What a service that tells people from programs says of a token.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(default)]
pub struct Seen {
    /// Whether it lets the sender pass.
    pub success: bool,
    /// The page on which it was asked.
    pub hostname: String,
    /// What the page said that it is for.
    pub action: String,
}

/// Who tells people from programs.
pub trait People: Send + Sync {
    /// What the service says of a token; `None` where it cannot be asked.
    fn see<'a>(&'a self, turnstile: &'a Turnstile, token: &'a str) -> Later<'a, Option<Seen>>;
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Claims of one sender.
    Claims,
    /// Tickets and photos of one sender.
    Uploads,
    /// Claims in one store.
    Store,
    /// Every other request of one sender that reads or writes storage.
    Requests,
}

/// Counts what strangers send. Approximate: it keeps a flood out and is no ledger.
pub trait Limiter: Send + Sync {
    /// Whether one more is allowed just now; a limiter that fails allows it, and says so in the log.
    fn allows<'a>(&'a self, limit: Limit, key: &'a str) -> Later<'a, bool>;
    /// Whether there is anything that counts.
    fn is_there(&self) -> bool;
}

/// Announcements on their way to shops.
pub trait Outbox: Send + Sync {
    /// Takes announcements; one that was taken before is not taken again.
    fn announce<'a>(&'a self, store: &'a str, messages: Vec<Message>) -> Later<'a, Result<(), LedgerDown>>;
    /// What is on its way or was lately, newest first, at most a hundred.
    fn deliveries<'a>(&'a self, store: &'a str) -> Later<'a, Result<Vec<Delivery>, LedgerDown>>;
    /// Sends one again from the start; whether there is such a one.
    fn again<'a>(&'a self, store: &'a str, id: &'a str) -> Later<'a, Result<bool, LedgerDown>>;
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
