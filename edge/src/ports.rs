//! Traits for external services: clock, ledger, photo store, order registry, entropy and more. The runtime's are in `cloudflare`, those of
//! the tests in `memory`.

use crate::claim_summary::ClaimSummary;
use crate::order::{RegisterOutcome, Registration};
use crate::outbox::{Delivery, Message};
use crate::turnstile::Turnstile;
use recourse::types::Day;
use std::future::Future;
use std::pin::Pin;

/// A boxed future that can be sent between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What time it is, here and in a shop's zone.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> i64;
    /// Minutes east of UTC of an IANA zone at an instant; `None` for a zone the runtime does not know.
    fn zone_offset(&self, zone: &str, at_ms: i64) -> Option<i32>;
    /// Lets some milliseconds pass.
    fn pause(&self, ms: u64) -> BoxFuture<'_, ()>;
}

/// Locale data: names, days and messages in the shopper's language.
pub trait Localizer: Send + Sync {
    /// A day with its weekday.
    fn day(&self, language: &str, day: Day) -> String;
    /// An instant (ISO 8601, UTC) as the clocks of a zone show it, with the zone.
    fn instant(&self, language: &str, zone: &str, at: &str) -> String;
    /// A country of ISO 3166-1, or the code where it has no name.
    fn country(&self, language: &str, code: &str) -> String;
    /// Every country with its code, in the order that readers of the language look names up in.
    fn countries(&self, language: &str) -> Vec<(String, &'static str)>;
    /// The interface's words in a language as JSON; `None` where they cannot be had just now.
    fn messages<'a>(&'a self, language: &'a str) -> BoxFuture<'a, Option<String>>;
    /// A policy's texts in a language, compiled; `None` where they cannot be had just now.
    fn texts<'a>(&'a self, store: &'a str, language: &'a str) -> BoxFuture<'a, Option<Vec<u8>>>;
}

/// Numbers nobody can guess.
pub trait Entropy: Send + Sync {
    /// 128 random bits; `None` where there is no source, and then nothing is issued.
    fn nonce(&self) -> Option<[u8; 16]>;
}

/// The ledger could not be read or written. Why is of no use to the sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StorageError;

/// One page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Keys with their rows, in the order of keys. A row that cannot be read is `None`: its claim is there all the same.
    pub rows: Vec<(String, Option<ClaimSummary>)>,
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
        row: Option<ClaimSummary>,
        expires: Option<i64>,
    ) -> BoxFuture<'a, Result<(), StorageError>>;
    /// The value under a key.
    fn get<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<String>, StorageError>>;
    /// Removes a value; one that is not there is removed already.
    fn remove<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<(), StorageError>>;
    /// One page of the keys under a prefix.
    fn list<'a>(
        &'a self,
        prefix: &'a str,
        cursor: Option<String>,
        limit: u16,
    ) -> BoxFuture<'a, Result<Page, StorageError>>;
}

/// Why a claim could not be registered for its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistryError {
    /// The registry is unavailable; the claim is stored unchecked.
    Unavailable,
    /// The ledger is unavailable; nothing is stored.
    Ledger,
}

/// Serialises the claims of each order.
pub trait OrderRegistry: Send + Sync {
    /// Keeps a claim of an order; see [`crate::order::OrderClaims::register`].
    fn register<'a>(
        &'a self,
        order: &'a str,
        registration: &'a Registration,
    ) -> BoxFuture<'a, Result<RegisterOutcome, RegistryError>>;
    /// The claims that contest a claim of an order; see [`crate::order::OrderClaims::rivals`].
    fn rivals<'a>(
        &'a self,
        order: &'a str,
        claim: &'a str,
    ) -> BoxFuture<'a, Result<Vec<String>, RegistryError>>;
    /// Marks a claim of an order as closed; see [`crate::order::OrderClaims::close`].
    fn close<'a>(
        &'a self,
        order: &'a str,
        claim: &'a str,
    ) -> BoxFuture<'a, Result<(), RegistryError>>;
    /// Forgets a claim of an order; see [`crate::order::OrderClaims::release`].
    fn release<'a>(
        &'a self,
        order: &'a str,
        claim: &'a str,
    ) -> BoxFuture<'a, Result<(), RegistryError>>;
}

/// Signatures that this code does not verify itself.
pub trait Verifier: Send + Sync {
    /// Whether a signature by ECDSA on P-256 with SHA-256 (64 bytes, as RFC 7518 section 3.4 has it) is that of an
    /// uncompressed point over a text.
    fn es256<'a>(
        &'a self,
        point: &'a [u8],
        text: &'a [u8],
        signature: &'a [u8],
    ) -> BoxFuture<'a, bool>;
}

/// The response of the CAPTCHA service to a token.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(default)]
pub struct CaptchaOutcome {
    /// Whether it lets the sender pass.
    pub success: bool,
    /// The page on which it was asked.
    pub hostname: String,
    /// What the page said that it is for.
    pub action: String,
}

/// CAPTCHA verification.
pub trait CaptchaVerifier: Send + Sync {
    /// What the service says of a token; `None` where it cannot be asked.
    fn verify<'a>(
        &'a self,
        turnstile: &'a Turnstile,
        token: &'a str,
    ) -> BoxFuture<'a, Option<CaptchaOutcome>>;
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateLimit {
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
pub trait RateLimiter: Send + Sync {
    /// Whether one more is allowed just now; a limiter that fails allows it, and says so in the log.
    fn allows<'a>(&'a self, limit: RateLimit, key: &'a str) -> BoxFuture<'a, bool>;
    /// Whether there is anything that counts.
    fn is_configured(&self) -> bool;
}

/// Announcements on their way to shops.
pub trait Outbox: Send + Sync {
    /// Takes announcements; one that was taken before is not taken again.
    fn enqueue<'a>(
        &'a self,
        store: &'a str,
        messages: Vec<Message>,
    ) -> BoxFuture<'a, Result<(), StorageError>>;
    /// What is on its way or was lately, newest first, at most a hundred.
    fn deliveries<'a>(
        &'a self,
        store: &'a str,
    ) -> BoxFuture<'a, Result<Vec<Delivery>, StorageError>>;
    /// Sends one again from the start; whether there is such a one.
    fn retry<'a>(
        &'a self,
        store: &'a str,
        id: &'a str,
    ) -> BoxFuture<'a, Result<bool, StorageError>>;
}

/// Where photos are kept. A key says what is in it, so the same key is always the same bytes.
pub trait PhotoStore: Send + Sync {
    /// Keeps a photo; once this says yes, it is kept.
    fn put<'a>(&'a self, key: &'a str, bytes: Vec<u8>) -> BoxFuture<'a, Result<(), StorageError>>;
    /// The photo under a key.
    fn get<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>, StorageError>>;
    /// The first keys under a prefix that come after `after` in their order, at most a thousand.
    fn list<'a>(
        &'a self,
        prefix: &'a str,
        after: &'a str,
    ) -> BoxFuture<'a, Result<Vec<String>, StorageError>>;
    /// Removes a photo; one that is not there is removed already.
    fn remove<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<(), StorageError>>;
}
