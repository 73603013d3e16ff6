//! Module `ports`: traits for external services. The crate of the Worker implements them on
//! Cloudflare, the module `testing` in memory.

use crate::domain::claim_summary::ClaimSummary;
use crate::domain::order_claims::{RegisterOutcome, Registration};
use crate::domain::slots::Slot;
use crate::domain::turnstile::{CaptchaOutcome, Turnstile};
use crate::domain::webhook::{Delivery, DeliveryPosition, Message};
use async_trait::async_trait;
use recourse::types::{Amount, Day};

/// The clock, and the time zones.
#[async_trait]
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> i64;
    /// Minutes east of UTC of an IANA zone at an instant; `None` for an unknown zone.
    fn zone_offset(&self, zone: &str, at_ms: i64) -> Option<i32>;
    /// Waits for some milliseconds.
    async fn pause(&self, ms: u64);
}

/// Locale data: names, days and messages in the shopper's language.
#[async_trait]
pub trait Localizer: Send + Sync {
    /// A day with its weekday.
    fn day(&self, language: &str, day: Day) -> String;
    /// An instant (RFC 3339, UTC) in a zone, with the name of the zone.
    fn instant(&self, language: &str, zone: &str, at: &str) -> String;
    /// An amount with its currency.
    fn money(&self, language: &str, currency: &str, amount: Amount) -> String;
    /// The name of a country of ISO 3166-1; its code where it has no name.
    fn country(&self, language: &str, code: &str) -> String;
    /// Every country with its code, in the order of the language.
    fn countries(&self, language: &str) -> Vec<(String, &'static str)>;
    /// The messages of the interface in a language as JSON; `None` where they are unavailable.
    async fn messages(&self, language: &str) -> Option<String>;
    /// The compiled texts of a policy in a language; `None` where they are unavailable.
    async fn texts(&self, store: &str, language: &str) -> Option<Vec<u8>>;
}

/// Random numbers.
pub trait Entropy: Send + Sync {
    /// 128 random bits; `None` where there is no source of randomness.
    fn nonce(&self) -> Option<[u8; 16]>;
}

/// The storage could not be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StorageError;

/// One page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Keys with their summaries, in the order of keys. A summary that cannot be read is `None`.
    pub rows: Vec<(String, Option<ClaimSummary>)>,
    /// The cursor of the next page, if there is one.
    pub cursor: Option<String>,
}

/// The store of claims and events. Values are written once and never edited.
#[async_trait]
pub trait Ledger: Send + Sync {
    /// Stores a value, with its summary for lists, until an instant in seconds since 1970 where
    /// one is given. `Ok` says that the value is stored durably.
    async fn put(
        &self,
        key: &str,
        value: String,
        row: Option<ClaimSummary>,
        expires: Option<i64>,
    ) -> Result<(), StorageError>;
    /// The value of a key.
    async fn get(&self, key: &str) -> Result<Option<String>, StorageError>;
    /// Removes a value; removing an absent one succeeds.
    async fn remove(&self, key: &str) -> Result<(), StorageError>;
    /// One page of the keys with a prefix.
    async fn list(
        &self,
        prefix: &str,
        cursor: Option<String>,
        limit: u16,
    ) -> Result<Page, StorageError>;
}

/// Why a claim could not be registered for its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistryError {
    /// The registry is unavailable; the claim is stored unchecked.
    Unavailable,
    /// The ledger is unavailable; nothing is stored.
    Ledger,
}

/// Serialises the claims of each order, and what is stored under each ticket. `order` is the
/// pseudonym of the order.
#[async_trait]
pub trait OrderRegistry: Send + Sync {
    /// Stores a claim of an order; see [`crate::service::order_registry::register_claim`].
    async fn register(
        &self,
        order: &str,
        registration: &Registration,
    ) -> Result<RegisterOutcome, RegistryError>;
    /// The claims that contest a claim, and those that it contests.
    async fn rivals(&self, order: &str, claim: &str) -> Result<Vec<String>, RegistryError>;
    /// Marks a claim of an order as closed.
    async fn close(&self, order: &str, claim: &str) -> Result<(), RegistryError>;
    /// Removes a claim from its order: what it claimed can be claimed again.
    async fn release(&self, order: &str, claim: &str) -> Result<(), RegistryError>;
    /// Takes slots of a ticket; see [`crate::domain::slots::Slots::reserve`]. `ticket` is the
    /// prefix of its claims.
    async fn reserve(&self, ticket: &str, slots: &[Slot]) -> Result<Option<usize>, RegistryError>;
}

/// Verifies signatures with public keys.
#[async_trait]
pub trait Verifier: Send + Sync {
    /// Whether a signature by ECDSA on P-256 with SHA-256 (64 bytes, RFC 7518 section 3.4) over a
    /// text is valid for an uncompressed point.
    async fn es256(&self, point: &[u8], text: &[u8], signature: &[u8]) -> bool;
}

/// CAPTCHA verification.
#[async_trait]
pub trait CaptchaVerifier: Send + Sync {
    /// The outcome of a token; `None` where the service is unavailable.
    async fn verify(&self, turnstile: &Turnstile, token: &str) -> Option<CaptchaOutcome>;
}

/// What a rate limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateLimit {
    /// Claims of one sender.
    Claims,
    /// Claims of one IPv6 /48 network; as many as uploads of one sender.
    Network,
    /// Tickets and photos of one sender.
    Uploads,
    /// Claims that are stored in one store.
    Store,
    /// Photos that are stored in one store before their claim; as many as claims.
    StoreUploads,
    /// Every other request of one sender that reads or writes storage.
    Requests,
    /// Requests of one sender to the desk without a valid secret; as many as claims.
    DeskFailures,
}

/// Approximate rate limits.
#[async_trait]
pub trait RateLimiter: Send + Sync {
    /// Whether one more is allowed now. A limiter that fails allows it and logs the failure.
    async fn allows(&self, limit: RateLimit, key: &str) -> bool;
    /// Whether every limit is configured.
    fn is_configured(&self) -> bool;
}

/// Webhook deliveries.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Enqueues messages; a message that was enqueued before is ignored. Fails where more than
    /// [`WAITING_MAX`](crate::domain::webhook::WAITING_MAX) would wait.
    async fn enqueue(&self, store: &str, messages: Vec<Message>) -> Result<(), StorageError>;
    /// Pending and recent deliveries after a position, newest first.
    async fn deliveries(
        &self,
        store: &str,
        after: Option<DeliveryPosition>,
        limit: u16,
    ) -> Result<Vec<Delivery>, StorageError>;
    /// Retries a delivery from the first attempt; `false` where there is no such delivery.
    async fn retry(&self, store: &str, id: &str) -> Result<bool, StorageError>;
}

/// One page of photos.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PhotoPage {
    /// Keys, in their order.
    pub keys: Vec<String>,
    /// Whether there are no further keys.
    pub is_last: bool,
}

/// The store of photos. A key contains the hash of its photo, so it never changes its value.
#[async_trait]
pub trait PhotoStore: Send + Sync {
    /// Stores a photo, until an instant in seconds since 1970 where one is given and the store can
    /// forget by itself. `Ok` says that it is stored durably.
    async fn put(
        &self,
        key: &str,
        bytes: Vec<u8>,
        expires: Option<i64>,
    ) -> Result<(), StorageError>;
    /// The photo of a key.
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StorageError>;
    /// The first keys with a prefix after `after` in their order, at most a thousand.
    async fn list(&self, prefix: &str, after: &str) -> Result<PhotoPage, StorageError>;
    /// Removes photos, at most a thousand; removing an absent one succeeds.
    async fn remove(&self, keys: &[String]) -> Result<(), StorageError>;
    /// How many photos one operation of the platform removes.
    fn removed_per_operation(&self) -> usize;
}
