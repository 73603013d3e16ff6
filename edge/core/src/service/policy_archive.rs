//! Archived policies. Before the first claim under a policy is acknowledged, the policy is stored
//! beside the claims, under its hash: after any later deployment, a claim can be decided again by
//! the policy that decided it. An archived policy is never removed.

use super::policies::Served;
use crate::app::AppState;
use crate::ports::StorageError;
use base64ct::{Base64, Encoding};
use std::sync::{Mutex, PoisonError};

/// Hashes of policies that this isolate has stored already.
static STORED: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn storage_key(store: &str, hash: &str) -> String {
    format!("policy/{store}/{hash}")
}

fn is_stored(hash: &str) -> bool {
    // Natively each test has a ledger of its own.
    cfg!(target_arch = "wasm32")
        && STORED.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|own| own == hash)
}

/// Stores a policy. A failure is not an error of the claim: the next claim tries again.
pub(crate) async fn archive_policy(app: &AppState, served: &Served) {
    let (store, hash) = (served.store().as_str(), served.policy.hash());
    if is_stored(hash) {
        return;
    }
    let text = Base64::encode_string(served.bytes);
    if app.ledger.put(&storage_key(store, hash), text, None, None).await.is_ok() {
        STORED.lock().unwrap_or_else(PoisonError::into_inner).push(hash.to_owned());
    }
}

/// The compiled bytes of an archived policy, by its hash.
///
/// # Errors
/// [`StorageError`].
pub(crate) async fn find_policy(
    app: &AppState,
    store: &str,
    hash: &str,
) -> Result<Option<Vec<u8>>, StorageError> {
    let text = app.ledger.get(&storage_key(store, hash)).await?;
    Ok(text.and_then(|text| Base64::decode_vec(&text).ok()))
}
