//! The stored events of a claim.

use super::keys::list_keys;
use crate::app::AppState;
use crate::domain::storage_key::ClaimKey;
use crate::ports::StorageError;
use recourse::claim::ClaimEvent;

/// Loads the events of a claim, in their order. A value that is not an event is left out.
///
/// # Errors
/// [`StorageError`].
pub(crate) async fn load_events(
    app: &AppState,
    key: &ClaimKey,
) -> Result<Vec<ClaimEvent>, StorageError> {
    read_events(app, &list_keys(app, &key.event_prefix()).await?).await
}

/// Reads the events under these keys of the ledger; otherwise as [`load_events`].
///
/// # Errors
/// [`StorageError`].
pub(crate) async fn read_events(
    app: &AppState,
    keys: &[String],
) -> Result<Vec<ClaimEvent>, StorageError> {
    let mut events = Vec::new();
    for key in keys {
        let text = app.ledger.get(key).await?;
        events.extend(text.and_then(|text| serde_json::from_str::<ClaimEvent>(&text).ok()));
    }
    events.sort();
    Ok(events)
}
