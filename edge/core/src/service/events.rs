//! Appending an event to a claim, and what follows from it.

use super::erasure::erase;
use super::event_log::load_events;
use super::order_registry::order_pseudonym;
use super::slots::reserve_event;
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

/// The event of an action by the shop. Without an idempotency key, the same action of the same
/// actor is the same event.
///
/// # Errors
/// `not_configured`.
pub(crate) fn shop_event(
    app: &AppState,
    claim: &Claim,
    actor: String,
    action: &ShopAction,
    idempotency_key: Option<Vec<u8>>,
    events: &[ClaimEvent],
) -> Result<ClaimEvent, Problem> {
    // The same question after a reply is another question.
    let is_question = matches!(action.action(), Action::RequestInfo { .. });
    let is_reply = |event: &&ClaimEvent| matches!(event.action, Action::Reply(_));
    let replies = if is_question { events.iter().filter(is_reply).count() } else { 0 };
    let content = match (idempotency_key, replies) {
        (Some(key), _) => key,
        (None, 0) => serde_json::to_vec(&(&actor, action)).unwrap_or_default(),
        (None, replies) => serde_json::to_vec(&(&actor, action, replies)).unwrap_or_default(),
    };
    event(app, claim, actor, action.action().clone(), &content)
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
    event(app, claim, SHOPPER.to_owned(), action, &content)
}

fn event(
    app: &AppState,
    claim: &Claim,
    actor: String,
    action: Action,
    content: &[u8],
) -> Result<ClaimEvent, Problem> {
    let id = hex::encode(app.signing_key()?.event_tag(&claim.id, content));
    Ok(ClaimEvent { at_ms: app.clock.now_ms(), id, v: 1, actor, action })
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
        store_event(app, key, &event).await?;
        events.push(event.clone());
    }
    follow_up(app, key, claim, &event, events).await?;
    Ok(Appended { event, is_new })
}

async fn store_event(app: &AppState, key: &ClaimKey, event: &ClaimEvent) -> Result<(), Problem> {
    let text = serde_json::to_string(event).map_err(|_| Problem::ledger())?;
    let settings = app.settings(key.store().as_str())?;
    let expires = retention::expires(settings, &ClaimState::default(), app.clock.now_ms());
    let event_key = format!("{}{}", key.event_prefix(), event.id);
    app.ledger.put(&event_key, text, None, Some(expires)).await?;
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
    events: &[ClaimEvent],
) -> Result<(), Problem> {
    let state = fold(events.to_vec());
    schedule_expiry(app, key, &state).await?;
    update_order(app, key, claim, event).await?;
    enqueue_webhook(app, claim, event, state.stage).await
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

/// Enqueues the webhook of an event. A failure is not an error of the request.
async fn enqueue_webhook(
    app: &AppState,
    claim: &Claim,
    event: &ClaimEvent,
    stage: Stage,
) -> Result<(), Problem> {
    let store = claim.store.as_str();
    let is_internal = matches!(event.action, Action::Note { .. });
    if app.settings(store)?.webhook.is_some() && !is_internal {
        let _ = app.outbox.enqueue(store, vec![Message::updated(claim, event, stage)]).await;
    }
    Ok(())
}
