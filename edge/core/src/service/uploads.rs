//! Uploads: photos that no claim names yet. They have a prefix of their own, so that whatever is
//! never claimed can be removed without looking at claims: by the lifecycle rule of the bucket, by
//! the expiry of KV, and by the sweep. A claim takes its photos out of there before it is stored.

use super::keys::list_photos;
use crate::app::AppState;
use crate::domain::storage_key::ClaimKey;
use crate::problem::Problem;
use http::StatusCode;
use std::collections::BTreeSet;

/// Days after which an upload is removed: a ticket is valid for one.
pub(crate) const UPLOAD_DAYS: i64 = 2;

/// Copies the named uploads of a ticket to the photos of its claims; those that are there stay.
///
/// # Errors
/// `no_such_photo` where an upload has been removed meanwhile; `ledger_unavailable`.
pub(crate) async fn keep_uploads(
    app: &AppState,
    key: &ClaimKey,
    names: &BTreeSet<String>,
) -> Result<(), Problem> {
    if names.is_empty() {
        return Ok(());
    }
    let kept = list_photos(app, &key.photo_prefix()).await?;
    for name in names {
        let photo = format!("{}{name}", key.photo_prefix());
        if !kept.contains(&photo) {
            keep_upload(app, &format!("{}{name}", key.upload_prefix()), &photo).await?;
        }
    }
    Ok(())
}

async fn keep_upload(app: &AppState, upload: &str, photo: &str) -> Result<(), Problem> {
    match app.photo_store.get(upload).await? {
        Some(bytes) => Ok(app.photo_store.put(photo, bytes, None).await?),
        // A list of KV may be behind: a retry finds the photo that the first request has kept.
        None if app.photo_store.get(photo).await?.is_some() => Ok(()),
        None => Err(no_such_photo()),
    }
}

/// Removes the named uploads, which a stored claim has taken. A failure is not an error of the
/// request: they end by themselves.
pub(crate) async fn remove_uploads(app: &AppState, key: &ClaimKey, names: &BTreeSet<String>) {
    let uploads: Vec<_> =
        names.iter().map(|name| format!("{}{name}", key.upload_prefix())).collect();
    if !uploads.is_empty() {
        let _ = app.photo_store.remove(&uploads).await;
    }
}

/// The problem of a photo that was not sent under this ticket, or was removed since.
pub(crate) fn no_such_photo() -> Problem {
    let detail = "no such photo was sent under this ticket; send it first";
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "no_such_photo", detail).at("photos")
}
