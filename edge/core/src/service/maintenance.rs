//! Scheduled work, in bounded steps.
//!
//! * Claims whose retention has ended are removed with their events and photos.
//! * Photos without a claim are removed. A ticket is valid for a day, so a photo of a ticket that
//!   is two days old and has no claim is unused. Photos older than nine days were checked by
//!   earlier runs, so the work of a day does not grow with the years. The same is done once more
//!   around the day on which open claims expire.
//! * Webhooks of the claims of the last two days are enqueued: the Worker may have stopped between
//!   storing a claim and enqueueing its webhook. The outbox ignores those that it knows.

use super::erasure::release_order;
use super::event_log::load_events;
use super::keys::list_keys;
use super::policies;
use super::ticket_photos::remove_photos;
use crate::app::AppState;
use crate::domain::retention::{EXPIRY_PREFIX, is_over, parse_expiry_key};
use crate::domain::settings::StoreSettings;
use crate::domain::storage_key::{
    ClaimKey, claims_of_photo, photos_at, photos_prefix, store_prefix,
};
use crate::domain::ticket::TICKET_TTL_MS;
use crate::domain::time::civil_day;
use crate::domain::tombstone::is_tombstone;
use crate::domain::webhook::Message;
use crate::ports::StorageError;
use recourse::claim::fold;
use recourse::types::StoreId;

/// Most pages of a thousand photos of one store in one run.
const PAGES_MAX: usize = 20;
/// Most claims that one run removes: the platform allows a thousand operations.
const EXPIRED_MAX: u16 = 50;
/// Most claims that are checked for a missing webhook.
const ENQUEUED_MAX: u16 = 1_000;
/// Age of the oldest claims that are checked for a missing webhook, in milliseconds.
const ENQUEUED_MS: i64 = 2 * TICKET_TTL_MS;
/// Ages between which photos without a claim are removed, in days.
const UNUSED_DAYS: (i64, i64) = (2, 9);

/// How much a run removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Photos removed.
    pub photos: usize,
    /// Claims removed.
    pub claims: usize,
}

/// Removes expired claims and unused photos of every store.
///
/// # Errors
/// [`StorageError`] where it had to stop; the next run continues.
pub async fn sweep(app: &AppState) -> Result<Swept, StorageError> {
    let mut swept = Swept { photos: 0, claims: remove_expired_claims(app).await? };
    for served in policies::all().values() {
        let open_days = settings(app, served.store()).map_or(0, |own| own.retention_days.open);
        for days in [0, i64::from(open_days)] {
            let removed = remove_unused_photos(app, served.store(), days).await?;
            swept.photos = swept.photos.saturating_add(removed);
        }
    }
    Ok(swept)
}

fn settings<'a>(app: &'a AppState, store: &StoreId) -> Option<&'a StoreSettings> {
    app.settings.as_ref().map(|settings| settings.of(store.as_str()))
}

async fn remove_expired_claims(app: &AppState) -> Result<usize, StorageError> {
    let today = civil_day(app.clock.now_ms(), 0).to_string();
    let mut removed: usize = 0;
    for (key, _) in app.ledger.list(EXPIRY_PREFIX, None, EXPIRED_MAX).await?.rows {
        let Some((day, claim)) = parse_expiry_key(&key) else { continue };
        if day >= today.as_str() {
            break;
        }
        // A claim that was opened again since has another expiry key.
        if remove_if_over(app, &claim).await? {
            removed = removed.saturating_add(1);
        }
        app.ledger.remove(&key).await?;
    }
    Ok(removed)
}

async fn remove_if_over(app: &AppState, key: &ClaimKey) -> Result<bool, StorageError> {
    let names = list_keys(app, &key.event_prefix()).await?;
    let events = load_events(app, key).await?;
    let text = app.ledger.get(&key.storage_key()).await?.unwrap_or_default();
    if !is_tombstone(&text) && !events.is_empty() && !is_over(&fold(events)) {
        return Ok(false);
    }
    remove_photos(app, key).await.map_err(|_| StorageError)?;
    let _ = release_order(app, &text).await;
    // The claim before its events: without them it would look open again.
    app.ledger.remove(&key.storage_key()).await?;
    for name in &names {
        app.ledger.remove(name).await?;
    }
    Ok(true)
}

/// Removes the photos without a claim that are two to nine days older than `days`.
async fn remove_unused_photos(
    app: &AppState,
    store: &StoreId,
    days: i64,
) -> Result<usize, StorageError> {
    let (newest, oldest) = UNUSED_DAYS;
    let mut after = photos_of_age(app, store, days.saturating_add(newest));
    let end = photos_of_age(app, store, days.saturating_add(oldest));
    let mut removed: usize = 0;
    for _ in 0..PAGES_MAX {
        let page = app.photo_store.list(&photos_prefix(store), &after).await?;
        let Some(last) = page.keys.last() else { break };
        let old = page.keys.iter().filter(|key| **key < end);
        removed = removed.saturating_add(remove_unclaimed(app, old).await?);
        after.clone_from(last);
        if page.is_last || after >= end {
            break;
        }
    }
    Ok(removed)
}

/// The position among the photos of a store at which those of an age begin.
fn photos_of_age(app: &AppState, store: &StoreId, days: i64) -> String {
    let age_ms = TICKET_TTL_MS.saturating_mul(days);
    photos_at(store, app.clock.now_ms().saturating_sub(age_ms))
}

async fn remove_unclaimed<'a>(
    app: &AppState,
    keys: impl Iterator<Item = &'a String>,
) -> Result<usize, StorageError> {
    let mut removed: usize = 0;
    let mut ticket = CheckedTicket::default();
    for key in keys {
        let Some(claims) = claims_of_photo(key) else { continue };
        if !ticket.has_claim(app, claims).await? {
            app.photo_store.remove(std::slice::from_ref(key)).await?;
            removed = removed.saturating_add(1);
        }
    }
    Ok(removed)
}

/// The ticket that was checked last. The photos of one ticket follow each other, so one look at the
/// ledger is enough for all of them.
#[derive(Default)]
struct CheckedTicket {
    /// The prefix of its claims.
    claims: String,
    has_claim: bool,
}

impl CheckedTicket {
    async fn has_claim(&mut self, app: &AppState, claims: String) -> Result<bool, StorageError> {
        if self.claims != claims {
            self.has_claim = !list_keys(app, &claims).await?.is_empty();
            self.claims = claims;
        }
        Ok(self.has_claim)
    }
}

/// Enqueues the webhooks of the claims of the last two days.
///
/// # Errors
/// [`StorageError`].
pub async fn enqueue_missed(app: &AppState) -> Result<(), StorageError> {
    for served in policies::all().values() {
        let has_webhook = settings(app, served.store()).is_some_and(|own| own.webhook.is_some());
        if has_webhook {
            enqueue_recent(app, served.store()).await?;
        }
    }
    Ok(())
}

async fn enqueue_recent(app: &AppState, store: &StoreId) -> Result<(), StorageError> {
    let since_ms = app.clock.now_ms().saturating_sub(ENQUEUED_MS);
    let page = app.ledger.list(&store_prefix(store), None, ENQUEUED_MAX).await?;
    let is_recent =
        |key: &str| ClaimKey::parse_key(key).is_some_and(|key| key.issued_ms() >= since_ms);
    let recent = page.rows.into_iter().filter(|(key, _)| is_recent(key));
    let messages: Vec<_> = recent
        .filter_map(|(_, summary)| Some(Message::of_summary(store.as_str(), &summary?)))
        .collect();
    if messages.is_empty() {
        return Ok(());
    }
    app.outbox.enqueue(store.as_str(), messages).await
}
