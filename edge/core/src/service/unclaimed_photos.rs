//! Removal of photos without a claim.
//!
//! * Uploads (see `uploads.rs`) that are two days old, and the oldest ones above the ceiling of a
//!   shop. The ceiling applies to uploads of tickets that are half an hour old, so a flood of
//!   uploads removes itself and not those of a shopper who is still writing.
//! * Photos of claims whose claim was not stored, or is no longer stored. A ticket is valid for a
//!   day, so they are looked for among those that are two to nine days old, and once more around
//!   the day on which open claims expire. Each run continues where the one before stopped, and
//!   every day begins again.

use super::budget::Budget;
use super::keys::list_keys;
use super::uploads::UPLOAD_DAYS;
use crate::app::AppState;
use crate::domain::storage_key::{
    claims_of_photo, photos_at, photos_prefix, uploads_at, uploads_prefix,
};
use crate::domain::ticket::TICKET_TTL_MS;
use crate::domain::time::civil_day;
use crate::ports::StorageError;
use recourse::types::StoreId;

/// Most uploads of a shop that are older than [`FRESH_MS`].
const UPLOADS_MAX: usize = 5_000;
/// Age of a ticket below which its uploads do not count towards the ceiling, in milliseconds.
const FRESH_MS: i64 = 30 * 60_000;
/// Ages between which photos without a claim are removed, in days.
const UNUSED_DAYS: (i64, i64) = (2, 9);
/// Days for which the position of a run is stored.
const POSITION_S: i64 = 3 * 86_400;

/// Removes uploads that are old or above the ceiling; returns how many.
///
/// # Errors
/// [`StorageError`].
pub(super) async fn remove_uploads(
    app: &AppState,
    store: &StoreId,
    budget: &mut Budget,
) -> Result<usize, StorageError> {
    let now_ms = app.clock.now_ms();
    let mut after = uploads_at(store, now_ms.saturating_sub(FRESH_MS));
    let old = uploads_at(store, now_ms.saturating_sub(TICKET_TTL_MS.saturating_mul(UPLOAD_DAYS)));
    let (mut seen, mut removed) = (0_usize, 0_usize);
    while budget.take(1) {
        let page = app.photo_store.list(&uploads_prefix(store), &after).await?;
        let room = UPLOADS_MAX.saturating_sub(seen);
        let surplus = page.keys.iter().enumerate().filter(|(at, key)| *at >= room || **key > old);
        let surplus: Vec<_> = surplus.map(|(_, key)| key.clone()).collect();
        seen = seen.saturating_add(page.keys.len());
        let count = remove_within(app, surplus, budget).await?;
        removed = removed.saturating_add(count);
        let Some(last) = page.keys.last().filter(|_| !page.is_last) else { break };
        after.clone_from(last);
    }
    Ok(removed)
}

/// Removes as many of these photos as the budget allows; returns how many.
async fn remove_within(
    app: &AppState,
    mut keys: Vec<String>,
    budget: &mut Budget,
) -> Result<usize, StorageError> {
    let per_operation = app.photo_store.removed_per_operation().max(1);
    keys.truncate(budget.left().saturating_mul(per_operation));
    if keys.is_empty() || !budget.take(keys.len().div_ceil(per_operation)) {
        return Ok(0);
    }
    app.photo_store.remove(&keys).await?;
    Ok(keys.len())
}

/// Removes photos of no claim that are two to nine days older than `days`; returns how many.
///
/// # Errors
/// [`StorageError`].
pub(super) async fn remove_photos_without_claim(
    app: &AppState,
    store: &StoreId,
    days: i64,
    budget: &mut Budget,
) -> Result<usize, StorageError> {
    let (newest, oldest) = UNUSED_DAYS;
    let begin = photos_of_age(app, store, days.saturating_add(newest));
    let end = photos_of_age(app, store, days.saturating_add(oldest));
    if !budget.take(2) {
        return Ok(0);
    }
    let position = Position::of(app, store, days);
    let start = position.load(app).await?.unwrap_or(begin);
    let (mut after, mut removed) = (start.clone(), 0_usize);
    while after < end && budget.take(1) {
        let page = app.photo_store.list(&photos_prefix(store), &after).await?;
        let old: Vec<_> = page.keys.iter().filter(|key| **key < end).cloned().collect();
        let checked = unclaimed(app, &old, budget).await?;
        removed = removed.saturating_add(checked.unclaimed.len());
        if !checked.unclaimed.is_empty() {
            app.photo_store.remove(&checked.unclaimed).await?;
        }
        let is_done = checked.is_complete && (page.is_last || old.len() < page.keys.len());
        after = if is_done { end.clone() } else { checked.last.unwrap_or(after) };
        if !checked.is_complete {
            break;
        }
    }
    if after != start {
        position.store(app, &after).await?;
    }
    Ok(removed)
}

/// The position among the photos of a store at which those of an age begin.
fn photos_of_age(app: &AppState, store: &StoreId, days: i64) -> String {
    let age_ms = TICKET_TTL_MS.saturating_mul(days);
    photos_at(store, app.clock.now_ms().saturating_sub(age_ms))
}

/// The photos of a page that were checked.
#[derive(Default)]
struct Checked {
    unclaimed: Vec<String>,
    /// The last photo of the last ticket that was checked.
    last: Option<String>,
    /// Whether all were checked.
    is_complete: bool,
}

/// Finds photos whose ticket has no claim, and takes the operations of their removal from the
/// budget. Those of one ticket follow each other, so each ticket is looked up once.
async fn unclaimed(
    app: &AppState,
    photos: &[String],
    budget: &mut Budget,
) -> Result<Checked, StorageError> {
    let mut checked = Checked::default();
    let mut ticket = (String::new(), false);
    // A batch costs one operation, whatever its size; a page is one batch.
    let is_batch = app.photo_store.removed_per_operation() > 1;
    if is_batch && !budget.take(1) {
        return Ok(checked);
    }
    for photo in photos {
        let Some(claims) = claims_of_photo(photo) else { continue };
        if ticket.0 != claims {
            if !budget.take(1) {
                return Ok(checked);
            }
            ticket = (claims.clone(), list_keys(app, &claims).await?.is_empty());
        }
        if ticket.1 {
            if !is_batch && !budget.take(1) {
                return Ok(checked);
            }
            checked.unclaimed.push(photo.clone());
        }
        checked.last = Some(photo.clone());
    }
    checked.is_complete = true;
    Ok(checked)
}

/// Where the runs of a day have stopped: a key of the ledger whose value begins with the day.
struct Position {
    key: String,
    today: String,
    expires: i64,
}

impl Position {
    fn of(app: &AppState, store: &StoreId, days: i64) -> Position {
        let now_ms = app.clock.now_ms();
        Position {
            key: format!("sweep/{store}/{days}"),
            today: civil_day(now_ms, 0).to_string(),
            expires: now_ms.div_euclid(1_000).saturating_add(POSITION_S),
        }
    }

    async fn load(&self, app: &AppState) -> Result<Option<String>, StorageError> {
        let text = app.ledger.get(&self.key).await?.unwrap_or_default();
        let position = text.split_once(' ').filter(|(day, _)| *day == self.today);
        Ok(position.map(|(_, after)| after.to_owned()))
    }

    async fn store(&self, app: &AppState, after: &str) -> Result<(), StorageError> {
        let text = format!("{} {after}", self.today);
        app.ledger.put(&self.key, text, None, Some(self.expires)).await
    }
}
