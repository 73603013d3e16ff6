//! What is done without being asked, some pages at a time.
//!
//! * Photos whose claim never came are removed. A ticket lasts a day; a photo of a ticket that is two days old and has made no
//!   claim belongs to nobody. What is older than nine days has been looked at by earlier sweeps, so the work of a day does
//!   not grow with the years. The same once more where claims that nobody closed are forgotten.
//! * Claims whose end has come (see [`crate::retention`]) are removed with their events and photos.
//! * Claims of the last two days are announced that were not: the edge may have ended between keeping a claim and saying so.

use crate::handlers::AppState;
use crate::handlers::erase::is_erased;
use crate::handlers::submit::order_name;
use crate::outbox::Message;
use crate::policies;
use crate::ports::StorageError;
use crate::retention::{EXPIRY_PREFIX, is_over, parse_expiry_key};
use crate::storage_key::{ClaimKey, claims_of_photo, photos_at, photos_prefix, store_prefix};
use crate::ticket::TICKET_TTL_MS;
use crate::time::civil_day;
use recourse::claim::{Claim, ClaimEvent, fold};
use recourse::types::StoreId;

/// Most pages of a thousand photos of one store in one sweep.
const PAGES_MAX: usize = 20;
/// Most claims that one sweep removes: each costs some calls, and a runtime allows a thousand.
const EXPIRED_MAX: u16 = 50;
/// Most events of a claim that are removed with it in one step.
const EVENTS_MAX: u16 = 200;
/// Most claims that are looked at for an announcement.
const ENQUEUED_MAX: u16 = 1_000;
/// How far back claims are looked at for an announcement. An outbox remembers for longer.
const ENQUEUED_MS: i64 = 2 * TICKET_TTL_MS;

/// What a sweep did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Photos removed.
    pub photos: usize,
    /// Claims removed.
    pub claims: usize,
}

/// Everything, for every store.
///
/// # Errors
/// [`StorageError`] where it had to stop; the next sweep goes on.
pub async fn sweep(app: &AppState) -> Result<Swept, StorageError> {
    let mut swept = Swept { photos: 0, claims: end(app).await? };
    for served in policies::all().values() {
        let store = &served.policy.parts().store;
        let open_days = app
            .settings
            .as_ref()
            .map_or(0, |settings| settings.of(store.as_str()).retention_days.open);
        for days in [0, i64::from(open_days)] {
            swept.photos = swept.photos.saturating_add(sweep_store(app, store, days).await?);
        }
    }
    Ok(swept)
}

/// Removes the claims whose end has come.
async fn end(app: &AppState) -> Result<usize, StorageError> {
    let today = civil_day(app.clock.now_ms(), 0).to_string();
    let mut removed: usize = 0;
    for (note, _) in app.ledger.list(EXPIRY_PREFIX, None, EXPIRED_MAX).await?.rows {
        let Some((day, claim)) = parse_expiry_key(&note) else { continue };
        if day >= today.as_str() {
            break;
        }
        // Somebody may have taken it up again since; its next end has a note of its own.
        if remove(app, &claim).await? {
            removed = removed.saturating_add(1);
        }
        app.ledger.remove(&note).await?;
    }
    Ok(removed)
}

async fn remove(app: &AppState, claim: &ClaimKey) -> Result<bool, StorageError> {
    let events = app.ledger.list(&claim.event_prefix(), None, EVENTS_MAX).await?.rows;
    let mut read = Vec::new();
    for (name, _) in &events {
        let text = app.ledger.get(name).await?;
        read.extend(text.and_then(|text| serde_json::from_str::<ClaimEvent>(&text).ok()));
    }
    let kept = app.ledger.get(&claim.storage_key()).await?.unwrap_or_default();
    let erased = is_erased(&kept);
    if !erased && !read.is_empty() && !is_over(&fold(read)) {
        return Ok(false);
    }
    for photo in app.photo_store.list(&claim.photo_prefix(), "").await? {
        app.photo_store.remove(&photo).await?;
    }
    // The order's Durable Object releases it; if unavailable, it does so at its own alarm.
    if let Ok(kept) = serde_json::from_str::<Claim>(&kept)
        && let Ok(order) = order_name(app, &kept)
    {
        let _ = app.order_registry.release(&order, &kept.id).await;
    }
    // The claim before its events: were it left without them, it would look open again.
    app.ledger.remove(&claim.storage_key()).await?;
    for (name, _) in &events {
        app.ledger.remove(name).await?;
    }
    Ok(true)
}

/// Announces the claims of the last two days; the outbox knows which it has had.
///
/// # Errors
/// [`StorageError`].
pub async fn enqueue_missed(app: &AppState) -> Result<(), StorageError> {
    for served in policies::all().values() {
        let store = &served.policy.parts().store;
        let settings = app.settings.as_ref().map(|settings| settings.of(store.as_str()));
        if settings.is_none_or(|settings| settings.webhook.is_none()) {
            continue;
        }
        let since = app.clock.now_ms().saturating_sub(ENQUEUED_MS);
        let page = app.ledger.list(&store_prefix(store), None, ENQUEUED_MAX).await?;
        let rows = page.rows.into_iter().filter(|(key, _)| {
            ClaimKey::parse_key(key).is_some_and(|key| key.issued_ms() >= since)
        });
        let messages: Vec<_> =
            rows.filter_map(|(_, row)| Some(Message::of_row(store.as_str(), &row?))).collect();
        if !messages.is_empty() {
            app.outbox.enqueue(store.as_str(), messages).await?;
        }
    }
    Ok(())
}

/// Removes the photos without a claim that are two to nine days older than `days`.
async fn sweep_store(app: &AppState, store: &StoreId, days: i64) -> Result<usize, StorageError> {
    let ago = |more: i64| {
        let age = TICKET_TTL_MS.saturating_mul(days.saturating_add(more));
        photos_at(store, app.clock.now_ms().saturating_sub(age))
    };
    let (mut after, end, prefix) = (ago(2), ago(9), photos_prefix(store));
    let (mut removed, mut seen): (usize, Option<(String, bool)>) = (0, None);
    for _ in 0..PAGES_MAX {
        let page = app.photo_store.list(&prefix, &after).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(last);
        for key in page.iter().filter(|key| **key < end) {
            let Some(claims) = claims_of_photo(key) else { continue };
            // The photos of one ticket stand together: one look at the ledger is enough for them.
            let known = seen.take().filter(|(of, _)| *of == claims);
            let claimed = match known {
                Some((_, claimed)) => claimed,
                None => !app.ledger.list(&claims, None, 1).await?.rows.is_empty(),
            };
            if !claimed {
                app.photo_store.remove(key).await?;
                removed = removed.saturating_add(1);
            }
            seen = Some((claims, claimed));
        }
        if after >= end {
            break;
        }
    }
    Ok(removed)
}
