//! `POST /v1/desk/claims/{id}/events` with the desk's token: what the shop does with a claim.
//! 1. 401 `unauthorized`; 404 `not_found`; 410 `erased`; what a body can have wrong.
//! 2. 422 where the actor or the words are missing or too long, the actor is called as the shopper is, or the shop's currency has no
//!    such amount, with the field.
//! 3. The same action by the same actor again (but for a question that was answered meanwhile), or anything under the same
//!    `Idempotency-Key`: 200 with the first event.
//! 4. The event is kept under a key of its own beside the claim, and nothing is edited: 201 with event and state.
//! 5. Two who act at once both stay, and the state says `conflict`.
//! 6. Where the claim is over, its end is noted beside it, and the sweep of that day removes it.
//!    Where it is rejected or cancelled, what it claimed of its order can be claimed again; where
//!    it is closed, too, and the new claim names it. The shop's own systems are told.

use super::erase::{self, is_erased};
use super::{AppState, SharedState, desk, json, served, status, submit};
use crate::body;
use crate::outbox::Message;
use crate::problem::Problem;
use crate::retention;
use crate::storage_key::ClaimKey;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use recourse::claim::{Action, Claim, ClaimEvent, ClaimState, SHOPPER, ShopAction, Stage, fold};
use recourse::types::Amount;
use serde::Deserialize;
use serde_json::{Value, json};

/// Longest name of an actor, in characters.
const ACTOR_CHARS_MAX: usize = 80;
/// Longest words in an action, in characters.
pub(super) const WORDS_CHARS_MAX: usize = 2_000;
/// Most events of one claim that are read.
const EVENTS_MAX: u16 = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    actor: String,
    action: ShopAction,
}

/// Adds an event to a claim.
///
/// # Errors
/// See the contract above.
pub async fn post(
    State(app): State<SharedState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    desk::admit(&app, request.headers())?;
    let key = ClaimKey::parse(&id).ok_or_else(Problem::not_found)?;
    let idempotency =
        request.headers().get("idempotency-key").map(|value| value.as_bytes().to_vec());
    let sent: Sent = body::json(request).await?;
    check(&sent)?;
    let sent = Sent { action: in_currency(&key, &sent.action)?, ..sent };
    let claim = status::load_claim(&app, &key).await?;
    let mut events = load(&app, &key).await?;
    let event = event(&app, &claim, sent, idempotency, &events)?;
    let (event, fresh) = keep(&app, &key, &claim, &mut events, event).await?;
    let status = if fresh { StatusCode::CREATED } else { StatusCode::OK };
    Ok(json(status, &json!({ "event": event, "state": fold(events) })))
}

/// Keeps an event beside those that there are, unless it is one of them, and does what follows from it. The event as it is
/// kept, and whether it is new.
///
/// # Errors
/// `ledger_unavailable`, `not_configured`.
pub(super) async fn keep(
    app: &AppState,
    key: &ClaimKey,
    claim: &Claim,
    events: &mut Vec<ClaimEvent>,
    event: ClaimEvent,
) -> Result<(ClaimEvent, bool), Problem> {
    let first = events.iter().find(|other| other.id == event.id).cloned();
    let (event, fresh) = first.map_or((event, true), |first| (first, false));
    if fresh {
        let text = serde_json::to_string(&event).map_err(|_| Problem::ledger())?;
        let place = format!("{}{}", key.event_prefix(), event.id);
        let settings = app.settings(key.store().as_str())?;
        let expires = retention::expires(settings, &ClaimState::default(), app.clock.now_ms());
        app.ledger.put(&place, text, None, Some(expires)).await?;
        // Whoever had the claim erased meanwhile has not seen this one.
        if app.ledger.get(&key.storage_key()).await?.is_some_and(|text| is_erased(&text)) {
            erase::erase(app, key).await?;
            return Err(Problem::erased());
        }
        events.push(event.clone());
    }
    follow(app, key, claim, &event, events).await?;
    Ok((event, fresh))
}

/// What follows from an event. Every step can be taken twice, so a sender who heard of a failure sends the same again.
async fn follow(
    app: &AppState,
    key: &ClaimKey,
    claim: &Claim,
    event: &ClaimEvent,
    all: &[ClaimEvent],
) -> Result<(), Problem> {
    let (store, state) = (key.store().as_str(), fold(all.to_vec()));
    let settings = app.settings(store)?;
    if let Some(since) = state.since_ms.filter(|_| retention::is_over(&state)) {
        let ends = retention::expires(settings, &state, since);
        app.ledger.put(&retention::expiry_key(key, ends), String::new(), None, None).await?;
    }
    // One that was cancelled just when the shop decided is still claimed.
    let cancelled =
        event.action == Action::Cancel && fold(load(app, key).await?).stage == Stage::Cancelled;
    if cancelled || matches!(event.action, Action::Reject { .. }) {
        // If the registry is unavailable, the shop can still accept another claim by hand.
        let _ = app.order_registry.release(&submit::order_name(app, claim)?, &claim.id).await;
    }
    if event.action == Action::Close {
        let _ = app.order_registry.close(&submit::order_name(app, claim)?, &claim.id).await;
    }
    if settings.webhook.is_some() && !matches!(event.action, Action::Note { .. }) {
        let message = Message::updated(claim, event, state.stage);
        let _ = app.outbox.enqueue(store, vec![message]).await;
    }
    Ok(())
}

fn check(sent: &Sent) -> Result<(), Problem> {
    let refused = |code, detail, field| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail).at(field)
    };
    let too_long = |text: &str, most: usize| text.chars().count() > most;
    if sent.actor.trim().is_empty() {
        return Err(refused("missing", "who does it?", "actor"));
    }
    if sent.actor.trim().eq_ignore_ascii_case(SHOPPER) {
        return Err(refused("reserved", "that is what the shopper is called", "actor"));
    }
    if too_long(&sent.actor, ACTOR_CHARS_MAX) {
        return Err(refused("too_long", "an actor has at most 80 characters", "actor"));
    }
    let action = sent.action.action();
    let messages = action.message();
    let needs = matches!(
        action,
        Action::RefundWithDeduction { .. }
            | Action::RequestInfo { .. }
            | Action::Reject { .. }
            | Action::Note { .. }
    );
    if needs && messages.trim().is_empty() {
        return Err(refused("missing", "the shopper or a colleague needs words here", "action"));
    }
    if too_long(messages, WORDS_CHARS_MAX) {
        return Err(refused("too_long", "at most 2,000 characters", "action"));
    }
    Ok(())
}

/// The action with its amount in the decimals of the shop's currency.
fn in_currency(key: &ClaimKey, action: &ShopAction) -> Result<ShopAction, Problem> {
    let currency = served(key.store().as_str())?.policy.parts().currency;
    let refused = |detail: &str| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "not_money", detail).at("action")
    };
    let example = Amount::example(currency);
    let action = action.action().in_currency(currency);
    let action = action.ok_or_else(|| refused(&format!("write the amount as {example}")))?;
    ShopAction::try_from(action).map_err(refused)
}

fn event(
    app: &AppState,
    claim: &Claim,
    sent: Sent,
    idempotency: Option<Vec<u8>>,
    known: &[ClaimEvent],
) -> Result<ClaimEvent, Problem> {
    // The same question after an answer is another question.
    let asks = matches!(sent.action.action(), Action::RequestInfo { .. });
    let replies =
        known.iter().filter(|event| asks && matches!(event.action, Action::Reply(_))).count();
    let whole = || match replies {
        0 => serde_json::to_vec(&(&sent.actor, &sent.action)),
        replies => serde_json::to_vec(&(&sent.actor, &sent.action, replies)),
    };
    let whole = || whole().unwrap_or_default();
    let tag = app.signing_key()?.event_tag(&claim.id, &idempotency.unwrap_or_else(whole));
    let id = hex::encode(tag);
    Ok(ClaimEvent {
        at_ms: app.clock.now_ms(),
        id,
        v: 1,
        actor: sent.actor,
        action: sent.action.action().clone(),
    })
}

/// What a shopper does. What it answers is part of its name: the same words to another question are another reply.
pub(super) fn by_shopper(
    app: &AppState,
    claim: &Claim,
    asked: &str,
    action: Action,
) -> Result<ClaimEvent, Problem> {
    let whole = serde_json::to_vec(&(SHOPPER, asked, &action)).unwrap_or_default();
    let id = hex::encode(app.signing_key()?.event_tag(&claim.id, &whole));
    Ok(ClaimEvent { at_ms: app.clock.now_ms(), id, v: 1, actor: SHOPPER.to_owned(), action })
}

/// The events of a claim. One that cannot be read is left out: it was not written here.
pub(super) async fn load(app: &AppState, key: &ClaimKey) -> Result<Vec<ClaimEvent>, Problem> {
    let page = app.ledger.list(&key.event_prefix(), None, EVENTS_MAX).await?;
    let mut events = Vec::new();
    for (name, _) in page.rows {
        let text = app.ledger.get(&name).await?;
        events.extend(text.and_then(|text| serde_json::from_str::<ClaimEvent>(&text).ok()));
    }
    events.sort();
    Ok(events)
}

/// A claim as the desk sees it: as it was kept, with its events and what they come to.
pub(super) fn with_state(claim: &Claim, events: Vec<ClaimEvent>) -> Value {
    let mut whole = serde_json::to_value(claim).unwrap_or_default();
    if let Some(map) = whole.as_object_mut() {
        map.insert("events".to_owned(), json!(events));
        map.insert("state".to_owned(), json!(fold(events)));
    }
    whole
}
