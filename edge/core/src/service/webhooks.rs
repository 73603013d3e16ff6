//! Webhooks that cannot be lost. A pending webhook is stored in the ledger before the claim or the
//! event that it announces, and removed as soon as the outbox has it. If the Worker stops in
//! between or the outbox refuses it, the scheduled run finds the pending webhook and enqueues it.

use super::policies;
use crate::app::AppState;
use crate::domain::storage_key::{pending_webhook_key, pending_webhooks_prefix};
use crate::domain::webhook::Message;
use crate::ports::StorageError;
use crate::problem::Problem;
use recourse::types::StoreId;
use serde::{Deserialize, Serialize};

/// Most pending webhooks that one run enqueues, for all stores: each takes three operations, and
/// the platform allows a thousand.
const ENQUEUED_MAX: usize = 200;
/// How long a pending webhook is stored, in seconds. It outlives an outage of the outbox.
const PENDING_S: i64 = 3 * 86_400;
/// Age at which a pending webhook is enqueued by the scheduled run, in milliseconds: before, the
/// request that wrote it most often does so itself.
const SETTLED_MS: i64 = 5_000;
/// Age at which a pending webhook is removed whose claim or event was never stored, in
/// milliseconds. Storage may be a minute behind.
const ORPHANED_MS: i64 = 3_600_000;

/// A webhook that the outbox does not have yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Pending {
    /// The key in the ledger of the claim or the event that it announces.
    announces: String,
    message: Message,
}

/// A pending webhook in the ledger.
#[must_use = "a pending webhook is enqueued or withdrawn"]
pub(crate) struct PendingWebhook {
    key: String,
    message: Message,
}

/// Stores a pending webhook. `announces` is the key in the ledger of what it announces, which is
/// stored afterwards. `None` for a store without a webhook.
///
/// # Errors
/// `ledger_unavailable`, `not_configured`.
pub(crate) async fn prepare(
    app: &AppState,
    store: &StoreId,
    announces: String,
    message: Message,
) -> Result<Option<PendingWebhook>, Problem> {
    if app.settings(store.as_str())?.webhook.is_none() {
        return Ok(None);
    }
    let now_ms = app.clock.now_ms();
    let key = pending_webhook_key(store, now_ms, &message.id);
    let expires = now_ms.div_euclid(1_000).saturating_add(PENDING_S);
    let pending = Pending { announces, message };
    let text = serde_json::to_string(&pending).map_err(|_| Problem::ledger())?;
    app.ledger.put(&key, text, None, Some(expires)).await?;
    Ok(Some(PendingWebhook { key, message: pending.message }))
}

/// Hands a pending webhook to the outbox. A failure is not an error of the request: the scheduled
/// run tries again.
pub(crate) async fn enqueue(app: &AppState, store: &StoreId, pending: Option<PendingWebhook>) {
    let Some(PendingWebhook { key, message }) = pending else { return };
    if app.outbox.enqueue(store.as_str(), vec![message]).await.is_ok() {
        let _ = app.ledger.remove(&key).await;
    }
}

/// Removes a pending webhook whose claim is not stored after all.
pub(crate) async fn withdraw(app: &AppState, pending: Option<PendingWebhook>) {
    if let Some(PendingWebhook { key, .. }) = pending {
        let _ = app.ledger.remove(&key).await;
    }
}

/// Enqueues the pending webhooks of every store, oldest first. What does not fit into this run is
/// left for the next one.
///
/// # Errors
/// [`StorageError`] where a store had to be left out; the other stores are complete.
pub async fn enqueue_missed(app: &AppState) -> Result<(), StorageError> {
    let stores: Vec<&StoreId> = policies::all()
        .values()
        .map(|served| served.store())
        .filter(|store| has_webhook(app, store))
        .collect();
    let share = ENQUEUED_MAX.checked_div(stores.len()).unwrap_or_default().max(1);
    let mut outcome = Ok(());
    for store in stores {
        outcome = enqueue_pending(app, store, share).await.and(outcome);
    }
    outcome
}

fn has_webhook(app: &AppState, store: &StoreId) -> bool {
    app.settings.as_ref().is_some_and(|settings| settings.of(store.as_str()).webhook.is_some())
}

async fn enqueue_pending(
    app: &AppState,
    store: &StoreId,
    count: usize,
) -> Result<(), StorageError> {
    let prefix = pending_webhooks_prefix(store);
    let limit = u16::try_from(count).unwrap_or(u16::MAX);
    let settled = pending_webhook_key(store, app.clock.now_ms().saturating_sub(SETTLED_MS), "");
    let rows = app.ledger.list(&prefix, None, limit).await?.rows;
    let (mut keys, mut messages) = (Vec::new(), Vec::new());
    for key in rows.into_iter().map(|(key, _)| key).take_while(|key| *key < settled) {
        match read_pending(app, &key).await? {
            Some(pending) if exists(app, &pending.announces).await? => {
                messages.push(pending.message);
                keys.push(key);
            }
            _ => remove_orphan(app, store, &key).await?,
        }
    }
    if messages.is_empty() {
        return Ok(());
    }
    app.outbox.enqueue(store.as_str(), messages).await?;
    for key in keys {
        app.ledger.remove(&key).await?;
    }
    Ok(())
}

async fn read_pending(app: &AppState, key: &str) -> Result<Option<Pending>, StorageError> {
    Ok(app.ledger.get(key).await?.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Whether a key is stored. A read of an absent key would be cached by KV and hide it for a minute
/// after it is written; a list is not.
async fn exists(app: &AppState, key: &str) -> Result<bool, StorageError> {
    let rows = app.ledger.list(key, None, 1).await?.rows;
    Ok(rows.first().is_some_and(|(name, _)| name == key))
}

async fn remove_orphan(app: &AppState, store: &StoreId, key: &str) -> Result<(), StorageError> {
    let old = pending_webhook_key(store, app.clock.now_ms().saturating_sub(ORPHANED_MS), "");
    if key < old.as_str() {
        app.ledger.remove(key).await?;
    }
    Ok(())
}
