//! Erasure of a claim by its shopper: a tombstone replaces the claim, its events and photos are
//! removed.

use super::audit;
use super::keys::list_keys;
use super::order_registry::order_pseudonym;
use super::ticket_photos::remove_photos;
use crate::app::AppState;
use crate::domain::audit::AuditAction;
use crate::domain::retention;
use crate::domain::storage_key::ClaimKey;
use crate::domain::ticket::TICKET_TTL_MS;
use crate::domain::tombstone::{TOMBSTONE, is_tombstone};
use crate::ports::StorageError;
use crate::problem::Problem;
use recourse::claim::{Claim, SHOPPER};

/// Erases a claim.
///
/// # Errors
/// `not_found`, `ledger_unavailable`, `not_configured`.
pub(crate) async fn erase(app: &AppState, key: &ClaimKey) -> Result<(), Problem> {
    let text = app.ledger.get(&key.storage_key()).await?.ok_or_else(Problem::not_found)?;
    // Events first: if this stops in between, the claim is still there and the shopper can retry.
    remove_events(app, key).await?;
    remove_photos(app, key).await?;
    if !is_tombstone(&text) {
        release_order(app, &text).await?;
        let action = AuditAction::Erasure { claim: key.id() };
        audit::record(app, key.store(), SHOPPER, action).await?;
        put_tombstone(app, &key.storage_key()).await?;
    }
    schedule_removal(app, key).await?;
    Ok(())
}

/// Removes every event. If it stops in between, the next request lists only those that are left.
async fn remove_events(app: &AppState, key: &ClaimKey) -> Result<(), StorageError> {
    for event in list_keys(app, &key.event_prefix()).await? {
        app.ledger.remove(&event).await?;
    }
    Ok(())
}

/// Releases the claim in the registry of its order. If the registry is unavailable, it forgets the
/// claim at its own alarm.
pub(crate) async fn release_order(app: &AppState, claim: &str) -> Result<(), Problem> {
    if let Ok(claim) = serde_json::from_str::<Claim>(claim) {
        let _ = app.order_registry.release(&order_pseudonym(app, &claim)?, &claim.id).await;
    }
    Ok(())
}

async fn put_tombstone(app: &AppState, key: &str) -> Result<(), StorageError> {
    app.ledger.put(key, TOMBSTONE.to_owned(), None, None).await
}

/// Schedules the removal of the tombstone for the day after which no ticket can bring the claim
/// back. What was being written during the erasure is removed with it.
async fn schedule_removal(app: &AppState, key: &ClaimKey) -> Result<(), StorageError> {
    let expires_ms = app.clock.now_ms().saturating_add(TICKET_TTL_MS.saturating_mul(2));
    let queue = retention::ERASED_PREFIX;
    let queue_key = retention::queue_key(queue, key, expires_ms.div_euclid(1000));
    app.ledger.put(&queue_key, String::new(), None, None).await
}
