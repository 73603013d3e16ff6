//! Whole lists of keys.

use crate::app::AppState;
use crate::ports::StorageError;

/// Most keys of a page: the limit of KV.
const PAGE_MAX: u16 = 1_000;
/// Most pages that are read. A ticket has a few claims, and a claim a few hundred events.
const PAGES_MAX: usize = 20;

/// Every key of the ledger with a prefix. KV may end a page anywhere, and a page may be empty and
/// have a cursor.
///
/// # Errors
/// [`StorageError`], also where the list does not end: a part of it would look like all of it.
pub(crate) async fn list_keys(app: &AppState, prefix: &str) -> Result<Vec<String>, StorageError> {
    let (mut keys, mut cursor) = (Vec::new(), None);
    for _ in 0..PAGES_MAX {
        let page = app.ledger.list(prefix, cursor, PAGE_MAX).await?;
        keys.extend(page.rows.into_iter().map(|(key, _)| key));
        cursor = page.cursor;
        if cursor.is_none() {
            return Ok(keys);
        }
    }
    Err(StorageError)
}

/// Every photo with a prefix.
///
/// # Errors
/// [`StorageError`].
pub(crate) async fn list_photos(app: &AppState, prefix: &str) -> Result<Vec<String>, StorageError> {
    let mut photos: Vec<String> = Vec::new();
    for _ in 0..PAGES_MAX {
        let after = photos.last().map_or("", String::as_str);
        let page = app.photo_store.list(prefix, after).await?;
        photos.extend(page.keys);
        if page.is_last {
            return Ok(photos);
        }
    }
    Err(StorageError)
}
