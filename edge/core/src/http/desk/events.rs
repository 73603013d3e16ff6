//! `POST /v1/desk/claims/{id}/events`: an action of the shop on a claim.
//! 1. 401 `unauthorized`; 404 `not_found`; 410 `erased`; the problems of a body.
//! 2. 400 `bad_idempotency_key` for a key that is empty or longer than 255 bytes.
//!    422 where the actor or the text is missing or too long, the actor has the name of the shopper
//!    or invisible characters, or the amount is not one of the shop's currency; with the field.
//! 3. The same action by the same actor again (except a question that was answered meanwhile), also
//!    under the same `Idempotency-Key`: 200 with the first event. Another action or actor under the
//!    same key: 422 `idempotency_key_reused`, and nothing is stored.
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
use crate::service::actor;
use crate::service::claims::load_with_events;
use crate::service::events::{Appended, WORDS_CHARS_MAX, append_event, keyed_event, shop_event};
use crate::service::idempotency::IdempotencyKey;
use crate::service::policies;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use recourse::claim::{Action, ClaimEvent, ClaimState, ShopAction};
use recourse::types::Amount;
use serde::{Deserialize, Serialize};

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
    actor::check(&new.actor)?; // 2
    let action = new.action.action().with_visible_text();
    check_text(&action)?;
    let action = in_currency(key.store().as_str(), &action)?;
    let idempotency_key = IdempotencyKey::parse(&headers)?;
    let mut found = load_with_events(&app, key).await?; // 1
    let events = &mut found.events;
    let event = match &idempotency_key {
        Some(key) => keyed_event(&app, &found.claim, new.actor, &action, key, events)?,
        None => shop_event(&app, &found.claim, new.actor, &action, events)?,
    }; // 3
    let appended = append_event(&app, &found.key, &found.claim, events, event).await?; // 4, 6
    let Appended { event, is_new } = appended;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok(json(status, &RecordedEvent { event, state: found.state() }))
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
fn in_currency(store: &str, action: &Action) -> Result<ShopAction, Problem> {
    let served = policies::find(store).ok_or_else(Problem::no_such_store)?;
    let currency = served.policy.parts().currency;
    let refused = |detail: &str| unprocessable("not_money", detail).at("action");
    let action = action
        .in_currency(currency)
        .ok_or_else(|| refused(&format!("write the amount as {}", Amount::example(currency))))?;
    ShopAction::try_from(action).map_err(refused)
}

fn unprocessable(code: &'static str, detail: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
}
