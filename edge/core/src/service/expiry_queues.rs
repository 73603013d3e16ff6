//! Two queues of claims to remove: erased claims, and claims whose retention has ended. Erasures
//! come first, so a flood of closed claims does not delay them. A run takes what its budget allows,
//! and the next run continues: what was removed is no longer in the queue.

use super::budget::Budget;
use super::erasure::release_order;
use super::event_log::read_events;
use super::keys::list_keys;
use super::ticket_photos::remove_photos;
use crate::app::AppState;
use crate::domain::retention::{ERASED_PREFIX, EXPIRY_PREFIX, is_over, parse_queue_key};
use crate::domain::storage_key::ClaimKey;
use crate::domain::time::civil_day;
use crate::domain::tombstone::is_tombstone;
use crate::ports::StorageError;
use recourse::claim::fold;

/// Keys of a queue that one list shows.
const PAGE: u16 = 100;
/// Operations of a claim besides two for each event: itself, its lists, its order, its queue key.
const CLAIM_OPERATIONS: usize = 10;

/// Removes claims of both queues; returns how many.
///
/// # Errors
/// [`StorageError`] where it had to stop; the next run continues.
pub(super) async fn remove_due_claims(
    app: &AppState,
    budget: &mut Budget,
) -> Result<usize, StorageError> {
    let erased = work_off(app, ERASED_PREFIX, budget).await?;
    let expired = work_off(app, EXPIRY_PREFIX, budget).await?;
    Ok(erased.saturating_add(expired))
}

async fn work_off(
    app: &AppState,
    prefix: &str,
    budget: &mut Budget,
) -> Result<usize, StorageError> {
    let today = civil_day(app.clock.now_ms(), 0).to_string();
    let (mut removed, mut cursor) = (0_usize, None);
    while budget.take(1) {
        let page = app.ledger.list(prefix, cursor, PAGE).await?;
        for (queue_key, _) in &page.rows {
            let Some((day, claim)) = parse_queue_key(prefix, queue_key) else { continue };
            if day >= today.as_str() {
                return Ok(removed);
            }
            match remove_if_over(app, &claim, budget).await? {
                Outcome::OverBudget => return Ok(removed),
                Outcome::Removed => removed = removed.saturating_add(1),
                // A claim that was opened again since has another key.
                Outcome::Open => {}
            }
            app.ledger.remove(queue_key).await?;
        }
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    Ok(removed)
}

enum Outcome {
    Removed,
    Open,
    OverBudget,
}

async fn remove_if_over(
    app: &AppState,
    key: &ClaimKey,
    budget: &mut Budget,
) -> Result<Outcome, StorageError> {
    let names = list_keys(app, &key.event_prefix()).await?;
    if !budget.take_or_all(names.len().saturating_mul(2).saturating_add(CLAIM_OPERATIONS)) {
        return Ok(Outcome::OverBudget);
    }
    let text = app.ledger.get(&key.storage_key()).await?;
    // Of a claim that is gone only events are left, of a run that was stopped.
    if let Some(text) = text.filter(|text| !is_tombstone(text)) {
        let events = read_events(app, &names).await?;
        if !events.is_empty() && !is_over(&fold(events)) {
            return Ok(Outcome::Open);
        }
        let _ = release_order(app, &text).await;
    }
    remove_photos(app, key).await.map_err(|_| StorageError)?;
    // The claim before its events: without them it would look open again.
    app.ledger.remove(&key.storage_key()).await?;
    for name in &names {
        app.ledger.remove(name).await?;
    }
    Ok(Outcome::Removed)
}
