//! The photos of a ticket. A shopper who corrects a claim has two claims of one ticket, which may
//! name the same photos: a photo is removed with the last claim that names it.

use super::claims::load_with_events;
use super::keys::{list_keys, list_photos};
use crate::app::AppState;
use crate::domain::storage_key::ClaimKey;
use crate::domain::tombstone::is_tombstone;
use crate::problem::Problem;
use http::StatusCode;
use recourse::claim::{Action, Claim, ClaimEvent};
use std::collections::BTreeSet;

/// The photos that a claim and its events name.
pub(crate) fn named_photos(claim: &Claim, events: &[ClaimEvent]) -> BTreeSet<String> {
    let replies = events.iter().filter_map(|event| match &event.action {
        Action::Reply(reply) => Some(&reply.photos),
        _ => None,
    });
    let sent = claim.photos.iter().map(|sent| &sent.photo);
    sent.chain(replies.flatten()).cloned().collect()
}

/// Removes the photos of a ticket, except for those that another claim of the ticket names, and its
/// uploads where there is no other claim.
///
/// # Errors
/// `ledger_unavailable`.
pub(crate) async fn remove_photos(app: &AppState, key: &ClaimKey) -> Result<(), Problem> {
    let mut photos = list_photos(app, &key.photo_prefix()).await?;
    let uploads = list_photos(app, &key.upload_prefix()).await?;
    if photos.is_empty() && uploads.is_empty() {
        return Ok(());
    }
    match photos_of_others(app, key).await? {
        None => photos.extend(uploads),
        Some(others) => photos.retain(|photo| !others.contains(name_of(photo))),
    }
    if photos.is_empty() {
        return Ok(());
    }
    Ok(app.photo_store.remove(&photos).await?)
}

/// The name of a photo, the last part of its key.
pub(crate) fn name_of(photo: &str) -> &str {
    photo.rsplit('/').next().unwrap_or_default()
}

/// The photos that the other claims of the ticket name; `None` where there is no other claim.
async fn photos_of_others(
    app: &AppState,
    own: &ClaimKey,
) -> Result<Option<BTreeSet<String>>, Problem> {
    let mut named = None;
    for name in list_keys(app, &own.ticket_prefix()).await? {
        let Some(key) = ClaimKey::parse_key(&name).filter(|key| key != own) else { continue };
        match load_with_events(app, key).await {
            Ok(other) => {
                let photos = named_photos(&other.claim, &other.events);
                named.get_or_insert_with(BTreeSet::new).extend(photos);
            }
            Err(problem) if problem.status == StatusCode::SERVICE_UNAVAILABLE => {
                return Err(problem);
            }
            Err(_) => {}
        }
    }
    Ok(named)
}

/// Checks that a ticket has no claim, or one that is not erased. Returns whether it has one.
///
/// # Errors
/// `erased`, `ledger_unavailable`.
pub(crate) async fn check_ticket(app: &AppState, key: &ClaimKey) -> Result<bool, Problem> {
    let claims = list_keys(app, &key.ticket_prefix()).await?;
    for claim in &claims {
        if !app.ledger.get(claim).await?.is_some_and(|text| is_tombstone(&text)) {
            return Ok(true);
        }
    }
    if claims.is_empty() { Ok(false) } else { Err(Problem::erased()) }
}

/// Checks that a claim is not erased.
///
/// # Errors
/// `erased`, `ledger_unavailable`.
pub(crate) async fn check_claim(app: &AppState, key: &ClaimKey) -> Result<(), Problem> {
    match app.ledger.get(&key.storage_key()).await? {
        Some(text) if is_tombstone(&text) => Err(Problem::erased()),
        _ => Ok(()),
    }
}
