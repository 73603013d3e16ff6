//! Photos: storing those of one request, and loading one of a claim.

use super::claims::load_claim;
use super::event_log::load_events;
use super::keys::list_photos;
use super::rate_limit::check_store_uploads;
use super::slots::reserve_photo;
use super::ticket_photos::{check_claim, check_ticket, name_of, named_photos};
use super::uploads::UPLOAD_DAYS;
use crate::app::AppState;
use crate::domain::photo::{self, BYTES_MAX, Kind, Photo, PhotoFault};
use crate::domain::photo_name::{PhotoName, kind_of};
use crate::domain::storage_key::ClaimKey;
use crate::domain::ticket::Ticket;
use crate::problem::Problem;
use http::StatusCode;
use recourse::types::StoreId;
use std::collections::BTreeSet;

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
/// 1. An erased claim accepts no photo, and neither does a ticket whose claims are all erased: 410
///    `erased`, checked before the first photo and after the last one.
/// 2. A ticket stores at most 36 photos, see [`super::slots`]: 422 `too_many_photos`. The same
///    photo has the same name, and is stored once.
/// 3. A photo before its claim is an upload, see [`super::uploads`]; more than six hundred of a
///    shop in a minute are 429 `rate_limited`. A photo of a reply is a photo of its claim at once.
/// 4. 503 `ledger_unavailable` where the photo store or the ledger is unavailable.
pub(crate) struct PhotoIntake<'a> {
    app: &'a AppState,
    store: &'a StoreId,
    ticket: &'a Ticket,
    /// The claim whose reply they belong to; `None` before there is a claim.
    claim: Option<&'a ClaimKey>,
    key: ClaimKey,
    /// The names of its photos, uploads included.
    stored: BTreeSet<String>,
    /// The keys of those that this request has added.
    added: Vec<String>,
}

impl<'a> PhotoIntake<'a> {
    /// Lists the stored photos of the ticket; `claim` is the claim whose reply they belong to.
    ///
    /// # Errors
    /// `erased`, `ledger_unavailable`.
    pub(crate) async fn open(
        app: &'a AppState,
        store: &'a StoreId,
        ticket: &'a Ticket,
        claim: Option<&'a ClaimKey>,
    ) -> Result<PhotoIntake<'a>, Problem> {
        let key = ClaimKey::new(store, ticket, &[0; 8]);
        let (stored, added) = (BTreeSet::new(), Vec::new());
        let mut intake = PhotoIntake { app, store, ticket, claim, key, stored, added };
        let has_claim = intake.check_not_erased().await?;
        let mut photos = match claim {
            Some(_) => Vec::new(),
            None => list_photos(app, &intake.key.upload_prefix()).await?,
        };
        if has_claim {
            photos.extend(list_photos(app, &intake.key.photo_prefix()).await?);
        }
        intake.stored = photos.iter().map(|photo| name_of(photo).to_owned()).collect();
        Ok(intake)
    }

    /// Whether the ticket has a claim.
    async fn check_not_erased(&self) -> Result<bool, Problem> {
        match self.claim {
            Some(claim) => check_claim(self.app, claim).await.map(|()| true),
            None => check_ticket(self.app, &self.key).await,
        }
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
        if self.stored.contains(&name) {
            return Ok(name);
        }
        reserve_photo(self.app, &self.key, &name, self.stored.len(), STORED_MAX).await?;
        self.store(&name, photo.bytes).await?;
        self.stored.insert(name.clone());
        Ok(name)
    }

    async fn store(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Problem> {
        let (photo, expires) = if self.claim.is_some() {
            (format!("{}{name}", self.key.photo_prefix()), None)
        } else {
            check_store_uploads(self.app, self.store.as_str()).await?;
            let now_s = self.app.clock.now_ms().div_euclid(1_000);
            let expires = now_s.saturating_add(UPLOAD_DAYS.saturating_mul(86_400));
            (format!("{}{name}", self.key.upload_prefix()), Some(expires))
        };
        self.app.photo_store.put(&photo, bytes, expires).await?;
        self.added.push(photo);
        Ok(())
    }

    /// Removes the added photos if the claim was erased meanwhile: the erasure has not seen them.
    ///
    /// # Errors
    /// `erased`, `ledger_unavailable`.
    pub(crate) async fn close(self) -> Result<(), Problem> {
        if self.added.is_empty() {
            return Ok(());
        }
        let outcome = self.check_not_erased().await.map(drop);
        if outcome.is_err() {
            self.app.photo_store.remove(&self.added).await?;
        }
        outcome
    }
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
    if named_photos(&claim, &[]).contains(name) {
        return Ok(true);
    }
    Ok(named_photos(&claim, &load_events(app, key).await?).contains(name))
}
