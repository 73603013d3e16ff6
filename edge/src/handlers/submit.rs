//! `POST /v1/stores/{store}/claims` with header `Recourse-Ticket`.
//! 1. The store is served: else 404 `no_such_store`.
//! 2. The body is small, shallow JSON without unknown fields: else 415, 413, 400. A verdict in it is an unknown field. A
//!    list in it has at most 50 entries (12 photos): else 422 `too_long`, `too_many_photos`.
//! 3. The ticket is there (400 `ticket_missing`), ours and of this store (401 `ticket_invalid`).
//! 4. The same ticket with the same body again: 200 with the receipt of the claim kept, whatever has changed since. A ticket older
//!    than a day that has made nothing is 401 `ticket_expired`: who hears that may ask for another, and sends nothing
//!    twice.
//! 5. The same ticket with another body: kept beside the first and marked `conflict`; nothing is overwritten. The fifth
//!    body is 422 `ticket_used`.
//! 6. Every photo named was taken under this ticket: else 422 `no_such_photo`. An order that the shop signed is read: 422
//!    `bad_signed_order`, `signed_order_expired`; what it says is taken from it, and what contradicts it is 422
//!    `contradicts_order`. The decision is made again, as of the earlier of the shop's and the shopper's day: 409
//!    `stale_policy`, or 422.
//! 7. The claims of one order are kept one after the other. Byte-identical content is one claim:
//!    200 with its number, and with its private link only where the shop signed the order for a day
//!    at most. Other content is kept beside it, and `contested` where both claim the same; the
//!    response is that of a new claim. 409 `nothing_left` where the shop signed how many were
//!    bought and the same e-mail address wants more. See [`crate::order::book`]. Where the others
//!    cannot be looked at, the claim is kept all the same and marked `unchecked`.
//! 8. The claim is kept in one write, tried three times. Only then is it acknowledged: 201 with the receipt.
//! 9. Where the ledger cannot be read or written: 503 `ledger_unavailable`, and nothing is acknowledged.
//! 10. The shop's own systems are told, where the shop has set where. A message that is lost here is found by the sweep.
//!
//! More than ten claims of one sender in a minute are 429 `too_many`, before anything is read.
//!
//! The ledger may be a minute behind. Then step 4 does not see the first claim and writes the same key again, and step 5
//! does not see the other body: both stay, under two keys, and the desk's list marks them.

use super::erase::is_erased;
use super::photo::{PHOTOS_MAX, PhotoName};
use super::{Edge, Shared, json, served, vouch};
use crate::body;
use crate::key::ClaimKey;
use crate::order::book::{self, Entered, Entry};
use crate::order::name::{comparable, plain};
use crate::outbox::Message;
use crate::policies::Served;
use crate::ports::BookFault;
use crate::problem::Problem;
use crate::ticket::{Ticket, TicketError};
use crate::today::{instant, today};
use crate::{archive, limits, retention};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use recourse::claim::{
    Admitted, Claim, ClaimState, Due, HumanCheck, OrderCheck, OrderTrust, Receipt, Submission, admit,
};

const HOUR_MS: i64 = 3_600_000;
/// Most proofs named in a submission.
const PROOFS_MAX: usize = 50;
/// Most claims that one ticket makes.
const BODIES_MAX: usize = 4;

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
    limits::claims(&edge, &store, &headers).await?;
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
    short(&submission)?;
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
        return Err(unusable("no_such_photo", "photos", detail));
    }
    let content = content(edge, store, &submission)?;
    let vouch::Vouched { submission, trust, may_have_link } = vouch::vouched(edge, store, submission).await?;
    let claim = decide_again(edge, served, &key, submission, trust)?; // 6
    let claim = Claim { human: ticket.human, ..claim };
    let settings = edge.settings(store)?;
    let entry = Entry {
        conflict: others > 0,
        content,
        sender: marks.blind("sender", store, claim.contact.email.trim().to_ascii_lowercase().as_bytes()),
        is_comparable: is_comparable(&claim),
        expires: retention::expires(settings, &ClaimState::default(), edge.clock.now_ms()),
        claim,
    };
    if let Some(before) = keep(edge, store, &entry, may_have_link).await? {
        return Ok((StatusCode::OK, before));
    }
    archive::keep(edge, served).await;
    if settings.webhook.is_some() {
        // 10
        let _ = edge.outbox.announce(store, vec![Message::created(&entry.claim)]).await;
    }
    Ok((StatusCode::CREATED, receipt(edge, &entry.claim)?))
}

/// Holds the lists of a submission to their length.
fn short(submission: &Submission) -> Result<(), Problem> {
    if submission.proofs.len() > PROOFS_MAX {
        return Err(unusable("too_long", "proofs", "a submission names at most 50 proofs"));
    }
    if submission.photos.len() > PHOTOS_MAX {
        return Err(unusable("too_many_photos", "photos", "a claim has at most 12 photos"));
    }
    Ok(())
}

fn unusable(code: &'static str, field: &str, detail: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail).at(field)
}

/// The mark of what was sent, whatever its ticket: the shopper's day and the names under which photos were taken are no part
/// of it.
fn content(edge: &Edge, store: &str, submission: &Submission) -> Result<String, Problem> {
    let mut sent = Submission { offset_minutes: 0, signed_order: None, ..submission.clone() };
    for photo in &mut sent.photos {
        // The hash of the picture, without the mark of its ticket.
        photo.photo.truncate(photo.photo.find('-').unwrap_or(photo.photo.len()));
    }
    let sent = serde_json::to_vec(&sent).map_err(|_| Problem::ledger())?;
    Ok(edge.key()?.blind("content", store, &sent))
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

/// Keeps the claim as one of its order's; the receipt of an earlier one where it is that one again.
async fn keep(
    edge: &Edge,
    store: &str,
    entry: &Entry,
    may_have_link: bool,
) -> Result<Option<Receipt>, Problem> {
    let order = order_name(edge, &entry.claim)?;
    match edge.books.enter(&order, entry).await {
        Ok(Entered::Kept) => Ok(None),
        Ok(Entered::Same(before)) => {
            // The same content was sent under another ticket, perhaps by another person. Its e-mail
            // address agrees, being part of the content; the link is for the one whom the shop
            // vouches for as well.
            let url = may_have_link.then(|| status_url(edge, store, &before.claim)).transpose()?;
            Ok(Some(Receipt { status_url: url, ..*before }))
        }
        Ok(Entered::Settled(before)) => {
            let url = status_url(edge, store, &before.claim)?;
            Ok(Some(Receipt { status_url: Some(url), ..*before }))
        }
        Ok(Entered::Left { left, .. }) => Err(Problem::left(left)), // 7
        Err(BookFault::Ledger) => Err(Problem::ledger()),
        Err(BookFault::Unavailable) => {
            book::keep(edge.ledger.as_ref(), edge.clock.as_ref(), entry).await?; // 8, 9
            Ok(None)
        }
    }
}

/// What the book of a claim's order is called.
pub(crate) fn order_name(edge: &Edge, claim: &Claim) -> Result<String, Problem> {
    Ok(edge.key()?.blind("order", claim.store.as_str(), plain(&claim.contact.order).as_bytes()))
}

/// Whether a claim names a line, and its order and lines by names that can be compared. In a signed
/// order they are the shop's own.
fn is_comparable(claim: &Claim) -> bool {
    let names = claim.items.iter().map(|item| &item.item).chain([&claim.contact.order]);
    let known = claim.order == OrderTrust::Signed || names.into_iter().all(|name| comparable(name).is_some());
    !claim.items.is_empty() && known
}

fn decide_again(
    edge: &Edge,
    served: &Served,
    key: &ClaimKey,
    submission: Submission,
    order: OrderTrust,
) -> Result<Claim, Problem> {
    let parts = served.policy.parts();
    let now = edge.clock.now_ms();
    let offset = edge.clock.zone_offset(&parts.timezone, now).ok_or_else(Problem::not_configured)?;
    let today = today(now, offset, submission.offset_minutes);
    let admitted = admit(&served.policy, &submission, today)?;
    let due = due(&admitted, now);
    let Admitted { topic, kind, remedy, verdict, decision, .. } = admitted;
    Ok(Claim {
        v: 2,
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
        order,
        items: submission.items,
        check: OrderCheck::Unchecked,
        contests: Vec::new(),
        human: HumanCheck::NotAsked,
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
    let url = status_url(edge, claim.store.as_str(), &claim.id)?;
    Ok(Receipt { status_url: Some(url), ..book::receipt(claim) })
}

fn status_url(edge: &Edge, store: &str, claim: &str) -> Result<String, Problem> {
    Ok(format!("/status/#{store}.{claim}.{}", edge.key()?.secret(claim)))
}
