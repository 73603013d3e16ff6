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
//!    response is that of a new claim. 409 `quantity_exceeded` where the shop signed how many were
//!    bought and the same e-mail address wants more. See [`crate::order::registry`]. Where the others
//!    cannot be looked at, the claim is kept all the same and marked `unchecked`.
//! 8. The claim is kept in one write, tried three times. Only then is it acknowledged: 201 with the receipt.
//! 9. Where the ledger cannot be read or written: 503 `ledger_unavailable`, and nothing is acknowledged.
//! 10. The shop's own systems are told, where the shop has set where. A message that is lost here is found by the sweep.
//!
//! More than ten claims of one sender in a minute are 429 `rate_limited`, before anything is read.
//!
//! The ledger may be a minute behind. Then step 4 does not see the first claim and writes the same key again, and step 5
//! does not see the other body: both stay, under two keys, and the desk's list marks them.

use super::erase::is_erased;
use super::photo::{PHOTOS_MAX, PhotoName};
use super::{AppState, SharedState, json, served, signed_order};
use crate::body;
use crate::order::name::{comparable, plain};
use crate::order::registry::{self, RegisterOutcome, Registration};
use crate::outbox::Message;
use crate::policies::Served;
use crate::ports::RegistryError;
use crate::problem::Problem;
use crate::storage_key::ClaimKey;
use crate::ticket::{Ticket, TicketError};
use crate::time::{to_rfc3339, today};
use crate::{archive, rate_limit, retention};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use recourse::claim::{
    Admitted, Claim, ClaimState, Due, HumanCheck, OrderCheck, OrderTrust, Receipt, Submission,
    admit,
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
    State(app): State<SharedState>,
    Path(store): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let served = served(&store)?; // 1
    rate_limit::check_claims(&app, &store, &headers).await?;
    let submission: Submission = body::json(request).await?; // 2
    let sent = headers.get("recourse-ticket").map(|text| text.to_str().unwrap_or_default());
    let (status, receipt) = take(&app, served, sent, submission).await?;
    Ok(json(status, &receipt))
}

/// Takes a claim, however it was sent: 201 where it is new, 200 where it was kept before.
pub(super) async fn take(
    app: &AppState,
    served: &Served,
    sent: Option<&str>,
    submission: Submission,
) -> Result<(StatusCode, Receipt), Problem> {
    let store = served.policy.parts().store.as_str();
    short(&submission)?;
    let (ticket, expired) = ticket(app, store, sent)?; // 3
    let key = place(app, served, &ticket, &submission)?;
    let others = match earlier(app, &key).await? {
        Earlier::Same(claim) => return Ok((StatusCode::OK, receipt(app, &claim)?)), // 4
        Earlier::Others(0) if expired => {
            return Err(refused("ticket_expired", "this ticket is over; ask for another"));
        }
        Earlier::Others(BODIES_MAX..) => return Err(used()), // 5
        Earlier::Others(count) => count,
    };
    let signing_key = app.signing_key()?;
    if !submission
        .photos
        .iter()
        .all(|sent| PhotoName::parse(&sent.photo, signing_key, store, &ticket).is_some())
    {
        let detail = "no such photo was sent under this ticket; send it first";
        return Err(unusable("no_such_photo", "photos", detail));
    }
    let content = content(app, store, &submission)?;
    let signed_order::Vouched { submission, trust, may_have_link } =
        signed_order::apply_signed_order(app, store, submission).await?;
    let claim = decide_again(app, served, &key, submission, trust)?; // 6
    let claim = Claim { human: ticket.human, ..claim };
    let settings = app.settings(store)?;
    let registration = Registration {
        conflict: others > 0,
        content,
        sender: signing_key.pseudonymize(
            "sender",
            store,
            claim.contact.email.trim().to_ascii_lowercase().as_bytes(),
        ),
        is_comparable: is_comparable(&claim),
        expires: retention::expires(settings, &ClaimState::default(), app.clock.now_ms()),
        claim,
    };
    if let Some(before) = keep(app, store, &registration, may_have_link).await? {
        return Ok((StatusCode::OK, before));
    }
    archive::keep(app, served).await;
    if settings.webhook.is_some() {
        // 10
        let _ = app.outbox.enqueue(store, vec![Message::created(&registration.claim)]).await;
    }
    Ok((StatusCode::CREATED, receipt(app, &registration.claim)?))
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

/// The tag of what was sent, whatever its ticket: the shopper's day and the names under which photos were taken are no part
/// of it.
fn content(app: &AppState, store: &str, submission: &Submission) -> Result<String, Problem> {
    let mut sent = Submission { offset_minutes: 0, signed_order: None, ..submission.clone() };
    for photo in &mut sent.photos {
        // The hash of the picture, without the tag of its ticket.
        photo.photo.truncate(photo.photo.find('-').unwrap_or(photo.photo.len()));
    }
    let sent = serde_json::to_vec(&sent).map_err(|_| Problem::ledger())?;
    Ok(app.signing_key()?.pseudonymize("content", store, &sent))
}

pub(super) fn refused(code: &'static str, detail: &'static str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, code, detail)
}

fn used() -> Problem {
    let detail = "this ticket has made other claims already; ask for a new one";
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "ticket_used", detail)
}

/// The ticket, and whether it is over.
pub(super) fn ticket(
    app: &AppState,
    store: &str,
    sent: Option<&str>,
) -> Result<(Ticket, bool), Problem> {
    let Some(text) = sent else {
        let detail = "send the header Recourse-Ticket";
        return Err(Problem::new(StatusCode::BAD_REQUEST, "ticket_missing", detail));
    };
    match app.signing_key()?.verify(store, text, app.clock.now_ms()) {
        Ok(ticket) => Ok((ticket, false)),
        Err(TicketError::Expired(ticket)) => Ok((ticket, true)),
        Err(TicketError::Invalid) => Err(refused("ticket_invalid", "not a ticket of this store")),
    }
}

/// The key of what was sent. The shopper's offset is not part of it: a retry after a flight is still the same claim.
fn place(
    app: &AppState,
    served: &Served,
    ticket: &Ticket,
    submission: &Submission,
) -> Result<ClaimKey, Problem> {
    let store = &served.policy.parts().store;
    let sent = Submission { offset_minutes: 0, ..submission.clone() };
    let sent = serde_json::to_vec(&sent).map_err(|_| Problem::ledger())?;
    Ok(ClaimKey::new(store, ticket, &app.signing_key()?.tag(store.as_str(), ticket, &sent)))
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
async fn earlier(app: &AppState, key: &ClaimKey) -> Result<Earlier, Problem> {
    let page = app.ledger.list(&key.ticket_prefix(), None, 10).await?;
    if page.rows.iter().any(|(name, _)| *name == key.storage_key()) {
        let text = app.ledger.get(&key.storage_key()).await?.ok_or_else(Problem::ledger)?;
        if is_erased(&text) {
            return Err(Problem::erased());
        }
        return serde_json::from_str(&text).map(Earlier::Same).map_err(|_| Problem::ledger());
    }
    Ok(Earlier::Others(page.rows.len()))
}

/// Keeps the claim as one of its order's; the receipt of an earlier one where it is that one again.
async fn keep(
    app: &AppState,
    store: &str,
    registration: &Registration,
    may_have_link: bool,
) -> Result<Option<Receipt>, Problem> {
    let order = order_name(app, &registration.claim)?;
    match app.order_registry.register(&order, registration).await {
        Ok(RegisterOutcome::Registered) => Ok(None),
        Ok(RegisterOutcome::Duplicate(before)) => {
            // The same content was sent under another ticket, perhaps by another person. Its e-mail
            // address agrees, being part of the content; the link is for the one whom the shop
            // vouches for as well.
            let url = may_have_link.then(|| status_url(app, store, &before.claim)).transpose()?;
            Ok(Some(Receipt { status_url: url, ..*before }))
        }
        Ok(RegisterOutcome::Recovered(before)) => {
            let url = status_url(app, store, &before.claim)?;
            Ok(Some(Receipt { status_url: Some(url), ..*before }))
        }
        Ok(RegisterOutcome::Insufficient { left, .. }) => Err(Problem::left(left)), // 7
        Err(RegistryError::Ledger) => Err(Problem::ledger()),
        Err(RegistryError::Unavailable) => {
            registry::keep(app.ledger.as_ref(), app.clock.as_ref(), registration).await?; // 8, 9
            Ok(None)
        }
    }
}

/// The name of the claim's order in the registry.
pub(crate) fn order_name(app: &AppState, claim: &Claim) -> Result<String, Problem> {
    Ok(app.signing_key()?.pseudonymize(
        "order",
        claim.store.as_str(),
        plain(&claim.contact.order).as_bytes(),
    ))
}

/// Whether a claim names a line, and its order and lines by names that can be compared. In a signed
/// order they are the shop's own.
fn is_comparable(claim: &Claim) -> bool {
    let names = claim.items.iter().map(|item| &item.item).chain([&claim.contact.order]);
    let known = claim.order == OrderTrust::Signed
        || names.into_iter().all(|name| comparable(name).is_some());
    !claim.items.is_empty() && known
}

fn decide_again(
    app: &AppState,
    served: &Served,
    key: &ClaimKey,
    submission: Submission,
    order: OrderTrust,
) -> Result<Claim, Problem> {
    let parts = served.policy.parts();
    let now = app.clock.now_ms();
    let offset = app.clock.zone_offset(&parts.timezone, now).ok_or_else(Problem::not_configured)?;
    let today = today(now, offset, submission.offset_minutes);
    let admitted = admit(&served.policy, &submission, today)?;
    let due = due(&admitted, now);
    let Admitted { topic, kind, remedy, verdict, decision, .. } = admitted;
    Ok(Claim {
        v: 2,
        id: key.id(),
        store: parts.store.clone(),
        received_at: to_rfc3339(now),
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
    let at = |hours: u16| to_rfc3339(now.saturating_add(i64::from(hours).saturating_mul(HOUR_MS)));
    admitted
        .due_hours
        .iter()
        .map(|(timer, hours)| Due { timer: timer.clone(), at: at(*hours) })
        .collect()
}

fn receipt(app: &AppState, claim: &Claim) -> Result<Receipt, Problem> {
    let url = status_url(app, claim.store.as_str(), &claim.id)?;
    Ok(Receipt { status_url: Some(url), ..registry::receipt(claim) })
}

fn status_url(app: &AppState, store: &str, claim: &str) -> Result<String, Problem> {
    Ok(format!("/status/#{store}.{claim}.{}", app.signing_key()?.secret(claim)))
}
