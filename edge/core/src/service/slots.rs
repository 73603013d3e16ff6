//! Limits of what is stored under a ticket: claims, photos, and the events of each claim.
//!
//! The object of the ticket admits one request at a time, so a limit holds under any number of
//! simultaneous requests. Where the object is unavailable (or a Worker has none), the lists of the
//! ledger count alone: then a ticket can get as many more as are sent within the minute by which
//! KV may be behind, which the rate limits bound.

use crate::app::AppState;
use crate::domain::slots::Slot;
use crate::domain::storage_key::ClaimKey;
use crate::problem::Problem;
use http::StatusCode;
use recourse::claim::{Action, ClaimEvent};

/// Most claims of one ticket.
pub(crate) const BODIES_MAX: usize = 4;
/// Most replies to one question of the shop.
pub(crate) const REPLIES_MAX: usize = 10;
/// Most events of a claim at which a colleague's note is added.
const NOTES_MAX: usize = 100;
/// Most events of a claim at which the shop acts: a script that adds notes without end leaves room
/// for decisions.
const SHOP_EVENTS_MAX: usize = 150;
/// Most events of a claim: the shop leaves the last ones to the shopper.
const EVENTS_MAX: usize = 160;

/// Takes a slot for a claim of a ticket that has `listed` other claims.
///
/// # Errors
/// `ticket_used`.
pub(crate) async fn reserve_claim(
    app: &AppState,
    key: &ClaimKey,
    listed: usize,
) -> Result<(), Problem> {
    let slot = Slot { group: "claims".to_owned(), id: key.id(), listed, max: BODIES_MAX };
    match reserve(app, key, &[slot]).await {
        Some(_) => Err(ticket_used()),
        None => Ok(()),
    }
}

/// The problem of a ticket that has made as many claims as it can.
pub(crate) fn ticket_used() -> Problem {
    unprocessable("ticket_used", "this ticket has made other claims already; ask for a new one")
}

/// Takes a slot for a photo of a ticket that has `listed` photos.
///
/// # Errors
/// `too_many_photos`.
pub(crate) async fn reserve_photo(
    app: &AppState,
    key: &ClaimKey,
    name: &str,
    listed: usize,
    max: usize,
) -> Result<(), Problem> {
    let slot = Slot { group: "photos".to_owned(), id: name.to_owned(), listed, max };
    match reserve(app, key, &[slot]).await {
        Some(_) => Err(too_many_photos()),
        None => Ok(()),
    }
}

fn too_many_photos() -> Problem {
    unprocessable("too_many_photos", "too many photos were sent under this ticket")
}

/// Takes a slot for an event of a claim; `events` are those before it, in their order.
///
/// # Errors
/// `too_many_events`, `too_many_replies`.
pub(crate) async fn reserve_event(
    app: &AppState,
    key: &ClaimKey,
    events: &[ClaimEvent],
    event: &ClaimEvent,
) -> Result<(), Problem> {
    match reserve(app, key, &event_slots(key, events, event)).await {
        None => Ok(()),
        Some(0) => Err(unprocessable("too_many_events", "this claim has as many events as it can")),
        Some(_) => Err(too_many_replies()),
    }
}

/// The problem of a question with as many replies as it can have.
pub(crate) fn too_many_replies() -> Problem {
    unprocessable("too_many_replies", "at most ten replies to one question")
}

/// A slot among all events of the claim; for a reply also one among those to the same question.
fn event_slots(key: &ClaimKey, events: &[ClaimEvent], event: &ClaimEvent) -> Vec<Slot> {
    let slot = |group, listed, max| Slot { group, id: event.id.clone(), listed, max };
    let own = format!("events {}", key.id());
    let mut slots = vec![slot(own, events.len(), max_events(&event.action))];
    if matches!(event.action, Action::Reply(_)) {
        let is_question = |event: &ClaimEvent| matches!(event.action, Action::RequestInfo { .. });
        let since = events.iter().rposition(is_question).unwrap_or_default();
        let later = events.get(since..).unwrap_or_default();
        let is_reply = |event: &&ClaimEvent| matches!(event.action, Action::Reply(_));
        let question = later.first().map(|event| event.id.as_str()).unwrap_or_default();
        let replies = later.iter().filter(is_reply).count();
        slots.push(slot(format!("replies {} {question}", key.id()), replies, REPLIES_MAX));
    }
    slots
}

fn max_events(action: &Action) -> usize {
    match action {
        Action::Note { .. } => NOTES_MAX,
        Action::Reply(_) | Action::Cancel => EVENTS_MAX,
        _ => SHOP_EVENTS_MAX,
    }
}

/// The position of the first slot whose group is full; all are taken where there is none.
async fn reserve(app: &AppState, key: &ClaimKey, slots: &[Slot]) -> Option<usize> {
    let reserved = app.order_registry.reserve(&key.ticket_prefix(), slots).await;
    reserved.unwrap_or_else(|_| slots.iter().position(|slot| slot.listed >= slot.max))
}

fn unprocessable(code: &'static str, detail: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
}
