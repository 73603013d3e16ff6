//! Storing the photos that one request brings: what its ticket has stored already is looked up
//! once, however many there are.
//!
//! 1. A claim erased takes no photo any more: 410 `erased`, looked at before the first photo and
//!    after the last one.
//! 2. A ticket stores at most 36 photos: 422 `too_many_photos`. The same photo again has the same
//!    name, and is stored once.
//! 3. 503 `ledger_unavailable` where the store of photos, or the ledger, cannot be read or written.

use super::AppState;
use super::erase::is_erased;
use super::photo::{PHOTOS_MAX, PhotoName, cleaned, too_large};
use crate::photo::{BYTES_MAX, Photo};
use crate::problem::Problem;
use crate::storage_key::ClaimKey;
use crate::ticket::Ticket;
use axum::http::StatusCode;
use recourse::types::StoreId;

/// Most photos that are stored under a ticket: a shopper who takes some back may send others.
const STORED_MAX: usize = 3 * PHOTOS_MAX;

/// The photos of one ticket, while a request adds to them.
pub(super) struct PhotoIntake<'a> {
    app: &'a AppState,
    store: &'a StoreId,
    ticket: &'a Ticket,
    claims: ClaimKey,
    stored: Vec<String>,
    added: Vec<String>,
}

impl<'a> PhotoIntake<'a> {
    /// Looks up what the ticket has stored.
    ///
    /// # Errors
    /// `erased`, `ledger_unavailable`.
    pub(super) async fn open(
        app: &'a AppState,
        store: &'a StoreId,
        ticket: &'a Ticket,
    ) -> Result<PhotoIntake<'a>, Problem> {
        let claims = ClaimKey::new(store, ticket, &[0; 8]);
        check_erased(app, &claims).await?;
        let stored = app.photo_store.list(&claims.photo_prefix(), "").await?;
        Ok(PhotoIntake { app, store, ticket, claims, stored, added: Vec::new() })
    }

    /// Stores a photo that came with a form, and says its name.
    ///
    /// # Errors
    /// What is wrong with the photo, `too_many_photos`, `ledger_unavailable`.
    pub(super) async fn take(&mut self, bytes: &[u8]) -> Result<String, Problem> {
        if bytes.len() > BYTES_MAX {
            return Err(too_large());
        }
        self.keep(cleaned(bytes)?).await
    }

    /// Stores a photo, and says its name.
    ///
    /// # Errors
    /// `too_many_photos`, `ledger_unavailable`.
    pub(super) async fn keep(&mut self, photo: Photo) -> Result<String, Problem> {
        let name =
            PhotoName::of(&photo, self.app.signing_key()?, self.store.as_str(), self.ticket).text();
        let key = format!("{}{name}", self.claims.photo_prefix());
        if !self.stored.contains(&key) {
            if self.stored.len() >= STORED_MAX {
                let detail = "too many photos were sent under this ticket";
                return Err(Problem::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "too_many_photos",
                    detail,
                ));
            }
            self.app.photo_store.put(&key, photo.bytes).await?;
            self.stored.push(key.clone());
            self.added.push(key);
        }
        Ok(name)
    }

    /// Takes back what was added to a claim that was erased meanwhile: its erasure has not seen
    /// these.
    ///
    /// # Errors
    /// `erased`, `ledger_unavailable`.
    pub(super) async fn close(self) -> Result<(), Problem> {
        if self.added.is_empty() {
            return Ok(());
        }
        let outcome = check_erased(self.app, &self.claims).await;
        if outcome.is_err() {
            for key in &self.added {
                self.app.photo_store.remove(key).await?;
            }
        }
        outcome
    }
}

async fn check_erased(app: &AppState, claims: &ClaimKey) -> Result<(), Problem> {
    let page = app.ledger.list(&claims.ticket_prefix(), None, 10).await?;
    for (key, _) in page.rows {
        if app.ledger.get(&key).await?.is_some_and(|text| is_erased(&text)) {
            return Err(Problem::erased());
        }
    }
    Ok(())
}
