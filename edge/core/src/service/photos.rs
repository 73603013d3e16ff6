//! Photos: storing those of one request, and loading one of a claim.

use super::claims::load_claim;
use super::events::load_events;
use crate::app::AppState;
use crate::domain::photo::{self, BYTES_MAX, Kind, Photo, PhotoFault};
use crate::domain::photo_name::{PhotoName, kind_of};
use crate::domain::storage_key::ClaimKey;
use crate::domain::ticket::Ticket;
use crate::domain::tombstone::is_tombstone;
use crate::problem::Problem;
use http::StatusCode;
use recourse::claim::{Action, ClaimEvent};
use recourse::types::StoreId;

const TOO_MANY_PIXELS: &str = "too_many_pixels";
/// Most photos of one claim or reply, and most files of one form.
pub(crate) const PHOTOS_MAX: usize = 12;
/// Most photos that are stored under a ticket: a shopper who removes some can send others.
const STORED_MAX: usize = 3 * PHOTOS_MAX;

/// Checks the number of photos in a form before the photo store is called.
///
/// # Errors
/// `too_many_photos`.
pub(crate) fn check_photo_count(count: usize) -> Result<(), Problem> {
    if count <= PHOTOS_MAX {
        return Ok(());
    }
    Err(unprocessable("too_many_photos", "a form has at most 12 photos; none of these was stored"))
}

/// Parses a photo and removes everything but the picture.
///
/// # Errors
/// `not_a_photo`, `damaged_photo`, `too_many_pixels`.
pub(crate) fn clean_photo(bytes: &[u8]) -> Result<Photo, Problem> {
    photo::clean(bytes).map_err(|fault| match fault {
        PhotoFault::OtherKind => not_a_photo(),
        PhotoFault::Damaged => unprocessable("damaged_photo", "the photo is truncated or damaged"),
        PhotoFault::TooManyPixels => {
            unprocessable(TOO_MANY_PIXELS, "a photo has at most 51 million pixels")
        }
    })
}

/// The name of a photo under a ticket.
///
/// # Errors
/// What is wrong with the photo; `not_configured`.
pub(crate) fn photo_name(
    app: &AppState,
    store: &StoreId,
    ticket: &Ticket,
    bytes: &[u8],
) -> Result<String, Problem> {
    let photo = clean_photo(bytes)?;
    Ok(PhotoName::of(&photo, app.signing_key()?, store.as_str(), ticket).into_text())
}

fn unprocessable(code: &'static str, detail: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
}

/// The problem of a body that is not a photo of its media type.
pub(crate) fn not_a_photo() -> Problem {
    let detail = "send a JPEG, PNG or WebP, with its own Content-Type";
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_a_photo", detail)
}

/// The problem of a photo over 5 MB.
pub(crate) fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "a photo has at most 5 MB")
}

fn is_too_many_pixels(problem: &Problem) -> bool {
    problem.code == TOO_MANY_PIXELS
}

/// The photos of one ticket while a request adds to them. The photos that the ticket has stored
/// already are listed once per request.
///
/// 1. An erased claim accepts no photo: 410 `erased`, checked before the first photo and after the
///    last one.
/// 2. A ticket stores at most 36 photos: 422 `too_many_photos`. The same photo has the same name,
///    and is stored once.
/// 3. 503 `ledger_unavailable` where the photo store or the ledger is unavailable.
pub(crate) struct PhotoIntake<'a> {
    app: &'a AppState,
    store: &'a StoreId,
    ticket: &'a Ticket,
    claims: ClaimKey,
    stored: Vec<String>,
    added: Vec<String>,
}

impl<'a> PhotoIntake<'a> {
    /// Lists the stored photos of the ticket.
    ///
    /// # Errors
    /// `erased`, `ledger_unavailable`.
    pub(crate) async fn open(
        app: &'a AppState,
        store: &'a StoreId,
        ticket: &'a Ticket,
    ) -> Result<PhotoIntake<'a>, Problem> {
        let claims = ClaimKey::new(store, ticket, &[0; 8]);
        check_not_erased(app, &claims).await?;
        let stored = app.photo_store.list(&claims.photo_prefix(), "").await?;
        Ok(PhotoIntake { app, store, ticket, claims, stored, added: Vec::new() })
    }

    /// Cleans and stores a photo of a form; returns its name.
    ///
    /// # Errors
    /// What is wrong with the photo; `too_many_photos`, `ledger_unavailable`.
    pub(crate) async fn add_file(&mut self, bytes: &[u8]) -> Result<String, Problem> {
        let cleaned = clean_photo(bytes);
        if bytes.len() > BYTES_MAX {
            // The number of pixels says more to a shopper than the number of bytes.
            return Err(cleaned.err().filter(is_too_many_pixels).unwrap_or_else(too_large));
        }
        self.add(cleaned?).await
    }

    /// Stores a photo; returns its name.
    ///
    /// # Errors
    /// `too_many_photos`, `ledger_unavailable`.
    pub(crate) async fn add(&mut self, photo: Photo) -> Result<String, Problem> {
        let (key, store) = (self.app.signing_key()?, self.store.as_str());
        let name = PhotoName::of(&photo, key, store, self.ticket).into_text();
        let storage_key = format!("{}{name}", self.claims.photo_prefix());
        if self.stored.contains(&storage_key) {
            return Ok(name);
        }
        if self.stored.len() >= STORED_MAX {
            let detail = "too many photos were sent under this ticket";
            return Err(unprocessable("too_many_photos", detail));
        }
        self.app.photo_store.put(&storage_key, photo.bytes).await?;
        self.stored.push(storage_key.clone());
        self.added.push(storage_key);
        Ok(name)
    }

    /// Removes the added photos if the claim was erased meanwhile: the erasure has not seen them.
    ///
    /// # Errors
    /// `erased`, `ledger_unavailable`.
    pub(crate) async fn close(self) -> Result<(), Problem> {
        if self.added.is_empty() {
            return Ok(());
        }
        let outcome = check_not_erased(self.app, &self.claims).await;
        if outcome.is_err() {
            for key in &self.added {
                self.app.photo_store.remove(key).await?;
            }
        }
        outcome
    }
}

async fn check_not_erased(app: &AppState, claims: &ClaimKey) -> Result<(), Problem> {
    let page = app.ledger.list(&claims.ticket_prefix(), None, 10).await?;
    for (key, _) in page.rows {
        if app.ledger.get(&key).await?.is_some_and(|text| is_tombstone(&text)) {
            return Err(Problem::erased());
        }
    }
    Ok(())
}

/// Loads a photo of a claim or of its replies.
///
/// # Errors
/// `not_found`, `erased`, `ledger_unavailable`.
pub(crate) async fn load_photo(
    app: &AppState,
    key: &ClaimKey,
    name: &str,
) -> Result<(Kind, Vec<u8>), Problem> {
    if !is_photo_of(app, key, name).await? {
        return Err(Problem::not_found());
    }
    let kind = name.rsplit('.').next().and_then(kind_of).ok_or_else(Problem::not_found)?;
    let bytes = app.photo_store.get(&format!("{}{name}", key.photo_prefix())).await?;
    Ok((kind, bytes.ok_or_else(Problem::not_found)?))
}

async fn is_photo_of(app: &AppState, key: &ClaimKey, name: &str) -> Result<bool, Problem> {
    let claim = load_claim(app, key).await?;
    if claim.photos.iter().any(|sent| sent.photo == name) {
        return Ok(true);
    }
    Ok(load_events(app, key).await?.iter().any(|event| has_photo(event, name)))
}

fn has_photo(event: &ClaimEvent, name: &str) -> bool {
    matches!(&event.action, Action::Reply(reply) if reply.photos.iter().any(|sent| sent == name))
}
