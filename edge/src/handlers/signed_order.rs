//! Step 6 of a submission, first half: signed orders. The values of an order that the shop signed replace
//! those of the browser; see [`crate::order::signed`].

use super::AppState;
use crate::order::signed::{self, OrderFault, SignedOrder};
use crate::problem::Problem;
use axum::http::StatusCode;
use recourse::claim::{OrderTrust, Submission};

/// A submission after its signed order was read.
pub(super) struct Vouched {
    /// With what the shop vouches for put in.
    pub(super) submission: Submission,
    /// Whether the shop vouches for its order.
    pub(super) trust: OrderTrust,
    /// Whether it may be told the private link of a claim with the same content: its order is
    /// signed, and for a day at most.
    pub(super) may_have_link: bool,
}

/// The submission with the values of the signed order.
pub(super) async fn apply_signed_order(
    app: &AppState,
    store: &str,
    mut submission: Submission,
) -> Result<Vouched, Problem> {
    let Some(text) = submission.signed_order.take() else {
        return Ok(Vouched { submission, trust: OrderTrust::SelfDeclared, may_have_link: false });
    };
    let keys = &app.settings(store)?.order_keys;
    let order = signed::read(app.verifier.as_ref(), keys, store, &text, app.clock.now_ms()).await;
    let order = order.map_err(|fault| {
        let (code, detail) = match fault {
            OrderFault::Invalid => ("bad_signed_order", "this shop has not signed that order"),
            OrderFault::Expired => {
                ("signed_order_expired", "the signed order is over; load the page again")
            }
        };
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail).at("signed_order")
    })?;
    let may_have_link = order.is_short_lived(app.clock.now_ms());
    overlay(&mut submission, order)?;
    Ok(Vouched { submission, trust: OrderTrust::Signed, may_have_link })
}

/// What the shop says stands; what the shopper says otherwise is refused, by the field.
fn overlay(submission: &mut Submission, order: SignedOrder) -> Result<(), Problem> {
    let contradicts = |field: &str| {
        let detail = "the order that the shop signed says otherwise";
        Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "contradicts_order", detail).at(field))
    };
    if submission.contact.order.trim() != order.order {
        return contradicts("contact.order");
    }
    for (question, answer) in order.facts {
        match submission.facts.get(&question) {
            Some(said) if *said != answer => return contradicts(&format!("facts.{question}")),
            _ => drop(submission.facts.insert(question, answer)),
        }
    }
    for wanted in &mut submission.items {
        let Some(known) = order.items.iter().find(|known| known.item == wanted.item) else {
            return contradicts("items");
        };
        wanted.ordered_quantity = Some(known.bought());
    }
    Ok(())
}
