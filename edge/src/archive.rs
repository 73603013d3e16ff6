//! Policies as they were. Before the first claim under a policy is acknowledged, the policy itself is put beside the claims, under
//! its hash: whatever is deployed later, a claim can be decided again by the policy that decided it. It is forgotten never.

use crate::handlers::AppState;
use crate::policies::Served;
use crate::ports::StorageError;
use base64ct::{Base64, Encoding};
use std::sync::{Mutex, PoisonError};

/// Hashes that this isolate knows to be kept.
static KEPT: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn key(store: &str, hash: &str) -> String {
    format!("policy/{store}/{hash}")
}

/// Puts a policy beside its claims. Where it cannot be, the claim is not kept from anybody for it: the next claim tries again.
pub(crate) async fn keep(app: &AppState, served: &Served) {
    let (store, hash) = (served.policy.parts().store.as_str(), served.policy.hash());
    let known = |hash: &str| {
        KEPT.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|kept| kept == hash)
    };
    if known(hash) && cfg!(target_arch = "wasm32") {
        return;
    }
    let text = Base64::encode_string(served.bytes);
    if app.ledger.put(&key(store, hash), text, None, None).await.is_ok() {
        KEPT.lock().unwrap_or_else(PoisonError::into_inner).push(hash.to_owned());
    }
}

/// A policy as it was, by its hash.
///
/// # Errors
/// [`StorageError`].
pub(crate) async fn find(
    app: &AppState,
    store: &str,
    hash: &str,
) -> Result<Option<Vec<u8>>, StorageError> {
    let text = app.ledger.get(&key(store, hash)).await?;
    Ok(text.and_then(|text| Base64::decode_vec(&text).ok()))
}
