//! `POST /v1/stores/{store}/claims` with header `Recourse-Ticket`.
//! 1. The store is served: else 404 `no_such_store`. More than ten claims of one sender in a minute
//!    are 429 `rate_limited`, before anything is read.
//! 2. The body is small, shallow JSON without unknown fields: else 415, 413, 400. A verdict in it
//!    is an unknown field. A list in it has at most 50 entries (12 photos): else 422 `too_long`,
//!    `too_many_photos`.
//! 3. There is a ticket (400 `ticket_missing`), of this edge and store, and not of its form (401
//!    `ticket_invalid`).
//! 4. The same ticket with the same body again: 200 with the receipt of the stored claim, whatever
//!    has changed since. A ticket older than a day without a claim is 401 `ticket_expired`: the
//!    client can ask for another and sends nothing twice.
//! 5. The same ticket with another body: stored beside the first and marked `conflict`; nothing is
//!    overwritten. The fifth body is 422 `ticket_used`, also where several are sent at once.
//! 6. Every photo was stored under this ticket: else 422 `no_such_photo`. A signed order is read:
//!    422 `bad_signed_order`, `signed_order_expired`. Its values replace those of the submission;
//!    a value that differs is 422 `contradicts_order`. The decision is made again, as of the
//!    earlier of the shop's and the shopper's day: 409 `stale_policy`, or 422.
//! 7. The claims of one order are registered one after the other. Byte-identical content is one
//!    claim: 200 with its number, and with its private link only where the order is signed and
//!    valid for a day at most. Other content is stored beside it, and `contested` where both claim
//!    the same; the response is that of a new claim. 409 `quantity_exceeded` where a signed order
//!    says how many were bought and the same e-mail address wants more. See
//!    [`crate::domain::order_claims`]. Where the registry is unavailable, the claim is stored all
//!    the same and marked `unchecked`.
//!    Before, more than six hundred claims of a shop in a minute are 429 `rate_limited`: only those
//!    that would be stored count. The photos are taken out of the uploads; 422 `no_such_photo`
//!    where one of them has been removed meanwhile.
//! 8. The claim is stored in one write, in three attempts. Only then it is acknowledged: 201 with
//!    the receipt.
//! 9. Where the ledger is unavailable: 503 `ledger_unavailable`, and nothing is acknowledged.
//! 10. The webhook is enqueued, where the shop has one. The scheduled run enqueues what is missing.
//!
//! The ledger may be a minute behind. Then step 4 does not see the first claim and writes the same
//! key again, and step 5 does not see the other body: both stay, under two keys, and the inbox
//! marks them.

use crate::app::SharedState;
use crate::domain::ticket::TicketPurpose;
use crate::http::extract::{ClaimLimit, LimitedJson, Store, TicketHeader};
use crate::http::response::json;
use crate::problem::Problem;
use crate::service::submit::{SentTicket, Submitted, submit};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use recourse::claim::Submission;

/// Submits a claim.
///
/// # Errors
/// See the contract above.
pub async fn submit_claim(
    State(app): State<SharedState>,
    Store(served): Store,
    _: ClaimLimit,
    TicketHeader(ticket): TicketHeader,
    LimitedJson(submission): LimitedJson<Submission>,
) -> Result<Response, Problem> {
    let ticket = SentTicket { text: ticket.as_deref(), used_by: TicketPurpose::Api };
    Ok(match submit(&app, served, ticket, submission).await? {
        Submitted::Created(receipt) => json(StatusCode::CREATED, &receipt),
        Submitted::Known(receipt) => json(StatusCode::OK, &receipt),
    })
}
