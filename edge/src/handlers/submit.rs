//! `POST /v1/stores/{store}/claims` with header `Recourse-Ticket`.
//! 1. The store is served: else 404 `no_such_store`.
//! 2. The body is small, shallow JSON without unknown fields: else 415, 413, 400. A verdict in it is an unknown field. A
//!    list in it has at most 50 entries (12 photos): else 422 `too_long`.
//! 3. The ticket is there (400 `ticket_missing`), ours and of this store (401 `ticket_invalid`).
//! 4. The same ticket with the same body again: 200 with the receipt of the claim kept, whatever has changed since. A ticket older
//!    than a day that has made nothing is 401 `ticket_expired`: who hears that may ask for another, and sends nothing
//!    twice.
//! 5. The same ticket with another body: kept beside the first and marked `conflict`; nothing is overwritten. The fifth
//!    body is 422 `ticket_used`.
//! 6. Every photo named was taken under this ticket: else 422 `no_such_photo`. The decision is made again, as of the earlier
//!    of the shop's and the shopper's day: 409 `stale_policy`, or 422.
//! 7. The claim is kept in one write, tried three times. Only then is it acknowledged: 201 with the receipt.
//! 8. Where the ledger cannot be read or written: 503 `ledger_unavailable`, and nothing is acknowledged.
//!
//! The ledger may be a minute behind. Then step 4 does not see the first claim and writes the same key again, and step 5
//! does not see the other body: both stay, under two keys, and the desk's list marks them.

use super::erase::is_erased;
use super::photo::{PHOTOS_MAX, PhotoName};
use super::{Edge, Shared, json, served};
use crate::body;
use crate::key::ClaimKey;
use crate::policies::Served;
use crate::problem::Problem;
use crate::row::Row;
use crate::ticket::{Ticket, TicketError};
use crate::today::{instant, today};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use recourse::claim::{Admitted, Claim, Due, OrderTrust, Receipt, Submission, admit};

const HOUR_MS: i64 = 3_600_000;
/// Most proofs named in a submission.
const PROOFS_MAX: usize = 50;
/// Most claims that one ticket makes.
const BODIES_MAX: usize = 4;
/// How long to wait after a write that failed. A ledger takes one write a second to one key.
const PAUSES_MS: [u64; 2] = [200, 1_000];

/// Takes a claim.
///
/// # Errors
/// See the contract above.
pub async fn post(
    State(edge): State<Shared>,
    Path(store): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let served = served(&store)?; // 1
    let submission: Submission = body::json(request).await?; // 2
    let sent = headers.get("recourse-ticket").map(|text| text.to_str().unwrap_or_default());
    let (status, receipt) = take(&edge, served, sent, submission).await?;
    Ok(json(status, &receipt))
}

/// Takes a claim, however it was sent: 201 where it is new, 200 where it was kept before.
pub(super) async fn take(
    edge: &Edge,
    served: &Served,
    sent: Option<&str>,
    submission: Submission,
) -> Result<(StatusCode, Receipt), Problem> {
    let store = served.policy.parts().store.as_str();
    if submission.proofs.len() > PROOFS_MAX {
        let detail = "a submission names at most 50 proofs";
        let refused = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "too_long", detail);
        return Err(refused.at("proofs"));
    }
    if submission.photos.len() > PHOTOS_MAX {
        let refused =
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "too_long", "a claim has at most 12 photos");
        return Err(refused.at("photos"));
    }
    let (ticket, expired) = ticket(edge, store, sent)?; // 3
    let key = place(edge, served, &ticket, &submission)?;
    let others = match earlier(edge, &key).await? {
        Earlier::Same(claim) => return Ok((StatusCode::OK, receipt(edge, &claim)?)), // 4
        Earlier::Others(0) if expired => {
            return Err(refused("ticket_expired", "this ticket is over; ask for another"));
        }
        Earlier::Others(BODIES_MAX..) => return Err(used()), // 5
        Earlier::Others(count) => count,
    };
    let marks = edge.key()?;
    if !submission.photos.iter().all(|sent| PhotoName::parse(&sent.photo, marks, store, &ticket).is_some()) {
        let detail = "no such photo was sent under this ticket; send it first";
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "no_such_photo", detail).at("photos"));
    }
    let claim = decide_again(edge, served, &key, submission)?; // 6
    keep(edge, &key, &claim, others > 0).await?; // 7, 8
    Ok((StatusCode::CREATED, receipt(edge, &claim)?))
}

pub(super) fn refused(code: &'static str, detail: &'static str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, code, detail)
}

fn used() -> Problem {
    let detail = "this ticket has made other claims already; ask for a new one";
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "ticket_used", detail)
}

/// The ticket, and whether it is over.
pub(super) fn ticket(edge: &Edge, store: &str, sent: Option<&str>) -> Result<(Ticket, bool), Problem> {
    let Some(text) = sent else {
        let detail = "send the header Recourse-Ticket";
        return Err(Problem::new(StatusCode::BAD_REQUEST, "ticket_missing", detail));
    };
    match edge.key()?.open(store, text, edge.clock.now_ms()) {
        Ok(ticket) => Ok((ticket, false)),
        Err(TicketError::Expired(ticket)) => Ok((ticket, true)),
        Err(TicketError::Invalid) => Err(refused("ticket_invalid", "not a ticket of this store")),
    }
}

/// The key of what was sent. The shopper's offset is not part of it: a retry after a flight is still the same claim.
fn place(
    edge: &Edge,
    served: &Served,
    ticket: &Ticket,
    submission: &Submission,
) -> Result<ClaimKey, Problem> {
    let store = &served.policy.parts().store;
    let sent = Submission { offset_minutes: 0, ..submission.clone() };
    let sent = serde_json::to_vec(&sent).map_err(|_| Problem::ledger())?;
    Ok(ClaimKey::new(store, ticket, &edge.key()?.mark(store.as_str(), ticket, &sent)))
}

/// What the ticket has made before.
enum Earlier {
    /// A claim of the very same body.
    Same(Box<Claim>),
    /// So many claims of other bodies.
    Others(usize),
}

/// One list, because a read of a key that is not there would be remembered by the runtime and hide the claim for a
/// minute after it is written.
async fn earlier(edge: &Edge, key: &ClaimKey) -> Result<Earlier, Problem> {
    let page = edge.ledger.list(&key.ticket_prefix(), None, 10).await?;
    if page.rows.iter().any(|(name, _)| *name == key.key()) {
        let text = edge.ledger.get(&key.key()).await?.ok_or_else(Problem::ledger)?;
        if is_erased(&text) {
            return Err(Problem::erased());
        }
        return serde_json::from_str(&text).map(Earlier::Same).map_err(|_| Problem::ledger());
    }
    Ok(Earlier::Others(page.rows.len()))
}

/// Writes the claim; says yes only when the ledger has.
async fn keep(edge: &Edge, key: &ClaimKey, claim: &Claim, conflict: bool) -> Result<(), Problem> {
    let text = serde_json::to_string(claim).map_err(|_| Problem::ledger())?;
    let (key, row) = (key.key(), Row::of(claim, conflict));
    for pause in PAUSES_MS {
        if edge.ledger.put(&key, text.clone(), Some(row.clone())).await.is_ok() {
            return Ok(());
        }
        edge.clock.pause(pause).await;
    }
    Ok(edge.ledger.put(&key, text, Some(row)).await?)
}

fn decide_again(
    edge: &Edge,
    served: &Served,
    key: &ClaimKey,
    submission: Submission,
) -> Result<Claim, Problem> {
    let parts = served.policy.parts();
    let now = edge.clock.now_ms();
    let offset = edge.clock.zone_offset(&parts.timezone, now).ok_or_else(Problem::not_configured)?;
    let today = today(now, offset, submission.offset_minutes);
    let admitted = admit(&served.policy, &submission, today)?;
    let due = due(&admitted, now);
    let Admitted { topic, kind, remedy, verdict, decision, .. } = admitted;
    Ok(Claim {
        v: 1,
        id: key.id(),
        store: parts.store.clone(),
        received_at: instant(now),
        today,
        timezone: parts.timezone.clone(),
        policy: submission.policy,
        topic,
        kind,
        remedy,
        verdict,
        facts: submission.facts,
        order: OrderTrust::SelfDeclared,
        contact: submission.contact,
        note: submission.note,
        proofs: submission.proofs,
        photos: submission.photos,
        due,
        decision,
    })
}

fn due(admitted: &Admitted, now: i64) -> Vec<Due> {
    let at = |hours: u16| instant(now.saturating_add(i64::from(hours).saturating_mul(HOUR_MS)));
    admitted.due_hours.iter().map(|(timer, hours)| Due { timer: timer.clone(), at: at(*hours) }).collect()
}

fn receipt(edge: &Edge, claim: &Claim) -> Result<Receipt, Problem> {
    let secret = edge.key()?.secret(&claim.id);
    Ok(Receipt {
        claim: claim.id.clone(),
        received_at: claim.received_at.clone(),
        topic: claim.topic.clone(),
        remedy: claim.remedy.clone(),
        verdict: claim.verdict,
        due: claim.due.clone(),
        status_url: format!("/status/#{}.{}.{secret}", claim.store, claim.id),
    })
}
