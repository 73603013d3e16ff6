//! `POST /v1/desk/claims/{id}/events`: an action of the shop on a claim.
//! 1. 401 `unauthorized`; 404 `not_found`; 410 `erased`; the problems of a body.
//! 2. 422 where the actor or the text is missing or too long, the actor has the name of the
//!    shopper, or the amount is not one of the shop's currency; with the field.
//! 3. The same action by the same actor again (except a question that was answered meanwhile), or
//!    anything under the same `Idempotency-Key`: 200 with the first event.
//! 4. The event is stored under a key of its own beside the claim, and nothing is edited: 201 with
//!    event and state.
//! 5. Of two simultaneous events both stay, and the state says `conflict`.
//! 6. Where the claim is over, its expiry is stored beside it, and the sweep of that day removes
//!    it. Where it is rejected or cancelled, its items can be claimed again; where it is closed,
//!    too, and the new claim names it. The webhook is enqueued.
//! 7. 422 `too_many_events` for a note where the claim has 100 events, for any other action where
//!    it has 150: the last ten are the shopper's.

use crate::app::SharedState;
use crate::http::desk_auth::DeskAct;
use crate::http::extract::{ClaimPath, LimitedJson};
use crate::http::response::json;
use crate::problem::Problem;
use crate::service::claims::load_with_events;
use crate::service::events::{Appended, WORDS_CHARS_MAX, append_event, shop_event};
use crate::service::policies;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use recourse::claim::{Action, ClaimEvent, ClaimState, SHOPPER, ShopAction};
use recourse::types::Amount;
use serde::{Deserialize, Serialize};

/// Longest name of an actor, in characters.
const ACTOR_CHARS_MAX: usize = 80;

/// A new event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewEvent {
    actor: String,
    action: ShopAction,
}

#[derive(Serialize)]
struct RecordedEvent {
    event: ClaimEvent,
    state: ClaimState,
}

/// Adds an event to a claim.
///
/// # Errors
/// See the contract above.
pub async fn add_event(
    State(app): State<SharedState>,
    _: DeskAct,
    ClaimPath(key): ClaimPath,
    headers: HeaderMap,
    LimitedJson(new): LimitedJson<NewEvent>,
) -> Result<Response, Problem> {
    check_actor(&new.actor)?; // 2
    check_text(new.action.action())?;
    let action = in_currency(key.store().as_str(), &new.action)?;
    let idempotency_key = headers.get("idempotency-key").map(|value| value.as_bytes().to_vec());
    let mut found = load_with_events(&app, key).await?; // 1
    let events = &mut found.events;
    let event = shop_event(&app, &found.claim, new.actor, &action, idempotency_key, events)?; // 3
    let appended = append_event(&app, &found.key, &found.claim, events, event).await?; // 4, 6
    let Appended { event, is_new } = appended;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok(json(status, &RecordedEvent { event, state: found.state() }))
}

fn check_actor(actor: &str) -> Result<(), Problem> {
    let refuse = |code, detail| Err(unprocessable(code, detail).at("actor"));
    if actor.trim().is_empty() {
        return refuse("missing", "an event has an actor");
    }
    if actor.trim().eq_ignore_ascii_case(SHOPPER) {
        return refuse("reserved", "this name is reserved for the shopper");
    }
    if actor.chars().count() > ACTOR_CHARS_MAX {
        return refuse("too_long", "an actor has at most 80 characters");
    }
    Ok(())
}

fn check_text(action: &Action) -> Result<(), Problem> {
    let refuse = |code, detail| Err(unprocessable(code, detail).at("action"));
    let needs_text = matches!(
        action,
        Action::RefundWithDeduction { .. }
            | Action::RequestInfo { .. }
            | Action::Reject { .. }
            | Action::Note { .. }
    );
    let text = action.message();
    if needs_text && text.trim().is_empty() {
        return refuse("missing", "this action needs a text");
    }
    if text.chars().count() > WORDS_CHARS_MAX {
        return refuse("too_long", "at most 2,000 characters");
    }
    Ok(())
}

/// The action with its amount in the decimals of the shop's currency.
fn in_currency(store: &str, action: &ShopAction) -> Result<ShopAction, Problem> {
    let served = policies::find(store).ok_or_else(Problem::no_such_store)?;
    let currency = served.policy.parts().currency;
    let refused = |detail: &str| unprocessable("not_money", detail).at("action");
    let action = action
        .action()
        .in_currency(currency)
        .ok_or_else(|| refused(&format!("write the amount as {}", Amount::example(currency))))?;
    ShopAction::try_from(action).map_err(refused)
}

fn unprocessable(code: &'static str, detail: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
}
