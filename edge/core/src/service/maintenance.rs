//! Scheduled work, every ten minutes, in steps that the platform's limit of operations bounds.
//!
//! * Claims that were erased, then claims whose retention has ended, are removed with their events
//!   and photos (`expiry_queues.rs`).
//! * Photos without a claim are removed (`unclaimed_photos.rs`).

use super::budget::Budget;
use super::expiry_queues::remove_due_claims;
use super::policies;
use super::unclaimed_photos::{remove_photos_without_claim, remove_uploads};
use crate::app::AppState;
use crate::domain::settings::StoreSettings;
use crate::ports::StorageError;
use recourse::types::StoreId;

/// Operations of a run for the claims of both queues.
const CLAIM_OPERATIONS_MAX: usize = 600;
/// Operations of a run for photos without a claim, in all shops together.
const PHOTO_OPERATIONS_MAX: usize = 200;

/// How much a run removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Photos removed.
    pub photos: usize,
    /// Claims removed.
    pub claims: usize,
}

/// Removes expired claims and photos without a claim of every store, as far as one run gets.
///
/// # Errors
/// [`StorageError`] where it had to stop; the next run continues.
pub async fn sweep(app: &AppState) -> Result<Swept, StorageError> {
    let claims = remove_due_claims(app, &mut Budget::new(CLAIM_OPERATIONS_MAX)).await?;
    let mut budget = Budget::new(PHOTO_OPERATIONS_MAX);
    let mut photos: usize = 0;
    for served in policies::all().values() {
        let store = served.store();
        photos = photos.saturating_add(remove_uploads(app, store, &mut budget).await?);
        let open_days = settings(app, store).map_or(0, |own| own.retention_days.open);
        for days in [0, i64::from(open_days)] {
            let removed = remove_photos_without_claim(app, store, days, &mut budget).await?;
            photos = photos.saturating_add(removed);
        }
    }
    Ok(Swept { photos, claims })
}

fn settings<'a>(app: &'a AppState, store: &StoreId) -> Option<&'a StoreSettings> {
    app.settings.as_ref().map(|settings| settings.of(store.as_str()))
}
