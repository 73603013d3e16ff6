//! Appending an event to a claim, and what follows from it.

use super::erasure::erase;
use super::event_log::load_events;
use super::idempotency::{self, IdempotencyKey};
use super::order_registry::order_pseudonym;
use super::slots::reserve_event;
use super::webhooks::{self, PendingWebhook};
use crate::app::AppState;
use crate::domain::retention;
use crate::domain::storage_key::ClaimKey;
use crate::domain::tombstone::is_tombstone;
use crate::domain::webhook::Message;
use crate::problem::Problem;
use recourse::claim::{Action, Claim, ClaimEvent, ClaimState, SHOPPER, ShopAction, Stage, fold};

/// Longest text of an action, in characters.
pub(crate) const WORDS_CHARS_MAX: usize = 2_000;

/// An appended event.
pub(crate) struct Appended {
    /// The event as it is stored.
    pub(crate) event: ClaimEvent,
    /// Whether it is new; otherwise the same event was stored before.
    pub(crate) is_new: bool,
}

/// The event of an action by the shop without an idempotency key: the same action of the same actor
/// is the same event.
///
/// # Errors
/// `not_configured`.
pub(crate) fn shop_event(
    app: &AppState,
    claim: &Claim,
    actor: String,
    action: &ShopAction,
    events: &[ClaimEvent],
) -> Result<ClaimEvent, Problem> {
    // The same question after a reply is another question.
    let is_question = matches!(action.action(), Action::RequestInfo { .. });
    let is_reply = |event: &&ClaimEvent| matches!(event.action, Action::Reply(_));
    let replies = if is_question { events.iter().filter(is_reply).count() } else { 0 };
    let content = match replies {
        0 => serde_json::to_vec(&(&actor, action)).unwrap_or_default(),
        replies => serde_json::to_vec(&(&actor, action, replies)).unwrap_or_default(),
    };
    let id = event_tag(app, claim, &content)?;
    Ok(event(app, id, actor, action.action().clone()))
}

/// The event of an action by the shop under an idempotency key. Its id has a part for the key and
/// one for the content: if two requests with one key and other contents arrive at the same time,
/// both are stored, and none replaces the other.
///
/// # Errors
/// `idempotency_key_reused` where another content was stored under the key; `not_configured`.
pub(crate) fn keyed_event(
    app: &AppState,
    claim: &Claim,
    actor: String,
    action: &ShopAction,
    key: &IdempotencyKey,
    events: &[ClaimEvent],
) -> Result<ClaimEvent, Problem> {
    let key_tag = event_tag(app, claim, &key.content())?;
    let content = serde_json::to_vec(&(&actor, action)).unwrap_or_default();
    let id = format!("{key_tag}{}", event_tag(app, claim, &content)?);
    if events.iter().any(|other| other.id.starts_with(&key_tag) && other.id != id) {
        return Err(idempotency::reused());
    }
    Ok(event(app, id, actor, action.action().clone()))
}

/// The event of an action by the shopper. `asked` is the question that it answers: the same reply
/// to another question is another event.
///
/// # Errors
/// `not_configured`.
pub(crate) fn shopper_event(
    app: &AppState,
    claim: &Claim,
    asked: &str,
    action: Action,
) -> Result<ClaimEvent, Problem> {
    let content = serde_json::to_vec(&(SHOPPER, asked, &action)).unwrap_or_default();
    let id = event_tag(app, claim, &content)?;
    Ok(event(app, id, SHOPPER.to_owned(), action))
}

fn event_tag(app: &AppState, claim: &Claim, content: &[u8]) -> Result<String, Problem> {
    Ok(hex::encode(app.signing_key()?.event_tag(&claim.id, content)))
}

fn event(app: &AppState, id: String, actor: String, action: Action) -> ClaimEvent {
    ClaimEvent { at_ms: app.clock.now_ms(), id, v: 1, actor, action }
}

/// Stores an event, unless it is stored already, and does what follows from it.
///
/// # Errors
/// `too_many_events`, `too_many_replies`, `erased`, `ledger_unavailable`, `not_configured`.
pub(crate) async fn append_event(
    app: &AppState,
    key: &ClaimKey,
    claim: &Claim,
    events: &mut Vec<ClaimEvent>,
    event: ClaimEvent,
) -> Result<Appended, Problem> {
    let known = events.iter().find(|other| other.id == event.id).cloned();
    let is_new = known.is_none();
    let event = known.unwrap_or(event);
    if is_new {
        reserve_event(app, key, events, &event).await?;
        events.push(event.clone());
    }
    let state = fold(events.clone());
    let webhook = prepare_webhook(app, key, claim, &event, state.stage).await?;
    if is_new {
        store_event(app, key, &event).await?;
    }
    follow_up(app, key, claim, &event, &state).await?;
    webhooks::enqueue(app, key.store(), webhook).await;
    Ok(Appended { event, is_new })
}

/// Prepares the webhook of an event, of a repeated one too: the first request may have failed
/// before it could do so. The outbox ignores a message that it knows.
async fn prepare_webhook(
    app: &AppState,
    key: &ClaimKey,
    claim: &Claim,
    event: &ClaimEvent,
    stage: Stage,
) -> Result<Option<PendingWebhook>, Problem> {
    if matches!(event.action, Action::Note { .. }) {
        return Ok(None); // internal
    }
    let message = Message::updated(claim, event, stage);
    webhooks::prepare(app, key.store(), event_key(key, event), message).await
}

fn event_key(key: &ClaimKey, event: &ClaimEvent) -> String {
    format!("{}{}", key.event_prefix(), event.id)
}

async fn store_event(app: &AppState, key: &ClaimKey, event: &ClaimEvent) -> Result<(), Problem> {
    let text = serde_json::to_string(event).map_err(|_| Problem::ledger())?;
    let settings = app.settings(key.store().as_str())?;
    let expires = retention::expires(settings, &ClaimState::default(), app.clock.now_ms());
    app.ledger.put(&event_key(key, event), text, None, Some(expires)).await?;
    // An erasure at the same time has not seen this event.
    if app.ledger.get(&key.storage_key()).await?.is_some_and(|text| is_tombstone(&text)) {
        erase(app, key).await?;
        return Err(Problem::erased());
    }
    Ok(())
}

/// What follows from an event. Every step can be repeated, so a sender who saw a failure sends the
/// same again.
async fn follow_up(
    app: &AppState,
    key: &ClaimKey,
    claim: &Claim,
    event: &ClaimEvent,
    state: &ClaimState,
) -> Result<(), Problem> {
    schedule_expiry(app, key, state).await?;
    update_order(app, key, claim, event).await
}

/// Schedules the removal of a claim that is over.
async fn schedule_expiry(
    app: &AppState,
    key: &ClaimKey,
    state: &ClaimState,
) -> Result<(), Problem> {
    let settings = app.settings(key.store().as_str())?;
    if let Some(since_ms) = state.since_ms.filter(|_| retention::is_over(state)) {
        let expires = retention::expires(settings, state, since_ms);
        let expiry_key = retention::queue_key(retention::EXPIRY_PREFIX, key, expires);
        app.ledger.put(&expiry_key, String::new(), None, None).await?;
    }
    Ok(())
}

/// Tells the registry of the order. If it is unavailable, the shop can still accept another claim
/// by hand.
async fn update_order(
    app: &AppState,
    key: &ClaimKey,
    claim: &Claim,
    event: &ClaimEvent,
) -> Result<(), Problem> {
    let order = order_pseudonym(app, claim)?;
    if is_released(app, key, event).await? {
        let _ = app.order_registry.release(&order, &claim.id).await;
    }
    if event.action == Action::Close {
        let _ = app.order_registry.close(&order, &claim.id).await;
    }
    Ok(())
}

/// Whether the items of a claim can be claimed again. If the shop decided at the same time as the
/// shopper cancelled, they cannot.
async fn is_released(app: &AppState, key: &ClaimKey, event: &ClaimEvent) -> Result<bool, Problem> {
    match event.action {
        Action::Reject { .. } => Ok(true),
        Action::Cancel => Ok(fold(load_events(app, key).await?).stage == Stage::Cancelled),
        _ => Ok(false),
    }
}
