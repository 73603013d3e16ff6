//! Submitting a claim: check the ticket, decide again, register it for its order. The numbers are
//! those of the contract in `http/api/submit.rs`.

use super::claims::{parse_claim, status_url};
use super::keys::list_keys;
use super::order_registry::{order_pseudonym, store_claim};
use super::photos::PHOTOS_MAX;
use super::policies::Served;
use super::policy_archive::archive_policy;
use super::rate_limit;
use super::signed_order::{AppliedOrder, apply_signed_order};
use super::slots::{BODIES_MAX, reserve_claim, ticket_used};
use super::ticket_photos::{named_photos, remove_photos};
use super::tickets::{self, VerifiedTicket};
use super::uploads::{keep_uploads, no_such_photo, remove_uploads};
use super::webhooks;
use crate::app::AppState;
use crate::domain::order_claims::{self, RegisterOutcome, Registration};
use crate::domain::order_name::comparable;
use crate::domain::photo_name::PhotoName;
use crate::domain::retention;
use crate::domain::storage_key::ClaimKey;
use crate::domain::ticket::{Ticket, TicketPurpose};
use crate::domain::time::{to_rfc3339, today};
use crate::domain::webhook::Message;
use crate::ports::RegistryError;
use crate::problem::Problem;
use http::StatusCode;
use recourse::claim::{
    Admitted, Claim, ClaimState, Due, OrderCheck, OrderTrust, Receipt, Submission, admit,
    visible_text,
};

const HOUR_MS: i64 = 3_600_000;
/// Most proofs named in a submission.
const PROOFS_MAX: usize = 50;

/// A ticket as it was sent.
pub(crate) struct SentTicket<'a> {
    /// Its text.
    pub(crate) text: Option<&'a str>,
    /// Where it was sent to.
    pub(crate) used_by: TicketPurpose,
}

/// The receipt of a claim.
pub(crate) enum Submitted {
    /// The claim is new.
    Created(Receipt),
    /// The claim was stored before.
    Known(Receipt),
}

/// Submits a claim.
///
/// # Errors
/// See `http/api/submit.rs`.
pub(crate) async fn submit(
    app: &AppState,
    served: &Served,
    ticket: SentTicket<'_>,
    submission: Submission,
) -> Result<Submitted, Problem> {
    check_lengths(&submission)?; // 2
    // First of all, so that a retry by another client is the same claim.
    let submission = Submission { note: visible_text(&submission.note), ..submission };
    let ticket = tickets::verify(app, served.store().as_str(), ticket.text, ticket.used_by)?; // 3
    let key = claim_key(app, served, &ticket.ticket, &submission)?;
    let others = match find_earlier(app, &key).await? {
        Earlier::Same(claim) => return Ok(Submitted::Known(receipt(app, &claim)?)), // 4
        Earlier::Others(count) => count,
    };
    check_reuse(&ticket, others)?; // 4, 5
    check_photos(app, served, &ticket.ticket, &submission)?; // 6
    let content = content_pseudonym(app, served, &submission)?;
    let order = apply_signed_order(app, served.store().as_str(), submission).await?;
    let may_have_link = order.may_have_link;
    let claim = decide_again(app, served, &key, &ticket.ticket, order)?;
    reserve_claim(app, &key, others).await?; // 5
    let registration = registration(app, claim, content, others > 0)?;
    rate_limit::check_store(app, served.store().as_str()).await?; // 7
    let message = Message::created(&registration.claim);
    let webhook = webhooks::prepare(app, served.store(), key.storage_key(), message).await?;
    match register_with_photos(app, &key, &registration, may_have_link, others).await {
        Ok(None) => {}
        Ok(Some(receipt)) => {
            webhooks::withdraw(app, webhook).await;
            return Ok(Submitted::Known(receipt)); // 7
        }
        Err(problem) => {
            // After another failure the claim may be stored nevertheless; the scheduled run looks.
            if problem.status == StatusCode::CONFLICT {
                webhooks::withdraw(app, webhook).await;
            }
            return Err(problem);
        }
    }
    archive_policy(app, served).await;
    webhooks::enqueue(app, served.store(), webhook).await; // 10
    Ok(Submitted::Created(receipt(app, &registration.claim)?))
}

fn check_lengths(submission: &Submission) -> Result<(), Problem> {
    if submission.proofs.len() > PROOFS_MAX {
        return Err(unprocessable("too_long", "proofs", "a submission has at most 50 proofs"));
    }
    if submission.photos.len() > PHOTOS_MAX {
        return Err(unprocessable("too_many_photos", "photos", "a claim has at most 12 photos"));
    }
    Ok(())
}

fn unprocessable(code: &'static str, field: &str, detail: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail).at(field)
}

/// The key of a submission. The shopper's offset is not part of it: a retry in another time zone is
/// the same claim.
fn claim_key(
    app: &AppState,
    served: &Served,
    ticket: &Ticket,
    submission: &Submission,
) -> Result<ClaimKey, Problem> {
    let body = Submission { offset_minutes: 0, ..submission.clone() };
    let body = serde_json::to_vec(&body).map_err(|_| Problem::ledger())?;
    let tag = app.signing_key()?.tag(served.store().as_str(), ticket, &body);
    Ok(ClaimKey::new(served.store(), ticket, &tag))
}

/// The earlier claims of a ticket.
enum Earlier {
    /// A claim with the same body.
    Same(Box<Claim>),
    /// So many claims with other bodies.
    Others(usize),
}

/// Lists the claims of the ticket. A read of an absent key would be cached by KV and hide the claim
/// for a minute after it is written; a list is not.
async fn find_earlier(app: &AppState, key: &ClaimKey) -> Result<Earlier, Problem> {
    let claims = list_keys(app, &key.ticket_prefix()).await?;
    let storage_key = key.storage_key();
    if !claims.contains(&storage_key) {
        return Ok(Earlier::Others(claims.len()));
    }
    let text = app.ledger.get(&storage_key).await?.ok_or_else(Problem::ledger)?;
    Ok(Earlier::Same(Box::new(parse_claim(&text)?)))
}

fn check_reuse(ticket: &VerifiedTicket, others: usize) -> Result<(), Problem> {
    if others == 0 && ticket.is_expired {
        return Err(tickets::expired());
    }
    if others >= BODIES_MAX {
        return Err(ticket_used());
    }
    Ok(())
}

/// Checks that every photo was stored under this ticket.
fn check_photos(
    app: &AppState,
    served: &Served,
    ticket: &Ticket,
    submission: &Submission,
) -> Result<(), Problem> {
    let (key, store) = (app.signing_key()?, served.store().as_str());
    let mut names = submission.photos.iter().map(|sent| &sent.photo);
    if names.all(|name| PhotoName::is_valid(name, key, store, ticket)) {
        return Ok(());
    }
    Err(no_such_photo())
}

/// The pseudonym of the content, without the shopper's offset and the tickets of the photos.
fn content_pseudonym(
    app: &AppState,
    served: &Served,
    submission: &Submission,
) -> Result<String, Problem> {
    let mut content = Submission { offset_minutes: 0, signed_order: None, ..submission.clone() };
    for sent in &mut content.photos {
        let hash = sent.photo.split('-').next().unwrap_or_default();
        sent.photo = hash.to_owned();
    }
    let content = serde_json::to_vec(&content).map_err(|_| Problem::ledger())?;
    Ok(app.signing_key()?.pseudonymize("content", served.store().as_str(), &content))
}

/// Decides the submission again, as of today.
fn decide_again(
    app: &AppState,
    served: &Served,
    key: &ClaimKey,
    ticket: &Ticket,
    order: AppliedOrder,
) -> Result<Claim, Problem> {
    let AppliedOrder { submission, trust, .. } = order;
    let parts = served.policy.parts();
    let now_ms = app.clock.now_ms();
    let offset = app.clock.zone_offset(&parts.timezone, now_ms);
    let offset = offset.ok_or_else(Problem::not_configured)?;
    let today = today(now_ms, offset, submission.offset_minutes);
    let admitted = admit(&served.policy, &submission, today)?;
    let due = due(&admitted, now_ms);
    let Admitted { topic, kind, remedy, verdict, decision, .. } = admitted;
    Ok(Claim {
        v: 2,
        id: key.id(),
        store: parts.store.clone(),
        received_at: to_rfc3339(now_ms),
        today,
        timezone: parts.timezone.clone(),
        policy: submission.policy,
        topic,
        kind,
        remedy,
        verdict,
        facts: submission.facts,
        order: trust,
        items: submission.items,
        check: OrderCheck::Unchecked,
        contests: Vec::new(),
        human: ticket.human,
        contact: submission.contact,
        note: submission.note,
        proofs: submission.proofs,
        photos: submission.photos,
        due,
        decision,
    })
}

fn due(admitted: &Admitted, now_ms: i64) -> Vec<Due> {
    let due = |(timer, hours): &(_, u16)| {
        let after_ms = i64::from(*hours).saturating_mul(HOUR_MS);
        Due { timer: Clone::clone(timer), at: to_rfc3339(now_ms.saturating_add(after_ms)) }
    };
    admitted.due_hours.iter().map(due).collect()
}

fn registration(
    app: &AppState,
    claim: Claim,
    content: String,
    conflict: bool,
) -> Result<Registration, Problem> {
    let store = claim.store.as_str();
    let email = claim.contact.email.trim().to_ascii_lowercase();
    let sender = app.signing_key()?.pseudonymize("sender", store, email.as_bytes());
    let settings = app.settings(store)?;
    let expires = retention::expires(settings, &ClaimState::default(), app.clock.now_ms());
    let is_comparable = is_comparable(&claim);
    Ok(Registration { claim, conflict, content, sender, is_comparable, expires })
}

/// Whether a claim has items, and its order and items have names that can be compared. The names in
/// a signed order are the shop's own.
fn is_comparable(claim: &Claim) -> bool {
    let mut names = claim.items.iter().map(|item| &item.item).chain([&claim.contact.order]);
    let are_known =
        claim.order == OrderTrust::Signed || names.all(|name| comparable(name).is_some());
    !claim.items.is_empty() && are_known
}

/// Registers the claim with its photos: they are taken out of the uploads before, so that no stored
/// claim names a photo that is about to be removed.
async fn register_with_photos(
    app: &AppState,
    key: &ClaimKey,
    registration: &Registration,
    may_have_link: bool,
    others: usize,
) -> Result<Option<Receipt>, Problem> {
    let photos = named_photos(&registration.claim, &[]);
    keep_uploads(app, key, &photos).await?;
    let known = register(app, registration, may_have_link).await?;
    if known.is_some() && !photos.is_empty() {
        // The claim with this content has photos of its own ticket.
        let _ = remove_photos(app, key).await;
        return Ok(known);
    }
    if others > 0 {
        // Another claim of the ticket may have been erased meanwhile, with photos of both.
        keep_uploads(app, key, &photos).await?;
    }
    remove_uploads(app, key, &photos).await;
    Ok(known)
}

/// Registers the claim for its order, which stores it. Returns the receipt of an earlier claim
/// where this is the same one.
async fn register(
    app: &AppState,
    registration: &Registration,
    may_have_link: bool,
) -> Result<Option<Receipt>, Problem> {
    let order = order_pseudonym(app, &registration.claim)?;
    let store = registration.claim.store.as_str();
    match app.order_registry.register(&order, registration).await {
        Ok(RegisterOutcome::Registered) => Ok(None),
        // Another person may have sent the same content under another ticket. Only a signed order
        // shows that this one may have the private link.
        Ok(RegisterOutcome::Duplicate(earlier)) if !may_have_link => Ok(Some(*earlier)),
        Ok(RegisterOutcome::Duplicate(earlier) | RegisterOutcome::Recovered(earlier)) => {
            let status_url = Some(status_url(app, store, &earlier.claim)?);
            Ok(Some(Receipt { status_url, ..*earlier }))
        }
        Ok(RegisterOutcome::Insufficient { left, .. }) => Err(Problem::quantity_exceeded(left)),
        Err(RegistryError::Ledger) => Err(Problem::ledger()), // 9
        Err(RegistryError::Unavailable) => {
            store_claim(app.ledger.as_ref(), app.clock.as_ref(), registration).await?; // 7, 8
            Ok(None)
        }
    }
}

fn receipt(app: &AppState, claim: &Claim) -> Result<Receipt, Problem> {
    let status_url = Some(status_url(app, claim.store.as_str(), &claim.id)?);
    Ok(Receipt { status_url, ..order_claims::receipt(claim) })
}
