//! Session storage: the shopper's answers and draft of one case, so that a reload loses nothing.
//! Nothing is stored before the shopper has acted, and nothing outlives the tab. After the claim it
//! is the receipt, whose private link exists nowhere else. Where the browser blocks storage,
//! nothing is stored and nothing fails.

use super::json::{from_json, to_json};
use crate::claim_draft::StoredDraft;
use crate::receipt::Receipt;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

/// The stored state of one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredSession {
    /// The hash of the policy under which the answers were given; under another policy the
    /// questions are asked again.
    pub(crate) policy: String,
    pub(crate) topic: String,
    /// The answers in text form, by question.
    pub(crate) answers: Vec<(String, String)>,
    /// Whether the request was being written. A phone may close the page while its camera is open.
    #[serde(default)]
    pub(crate) on_request: bool,
    pub(crate) claim: StoredClaim,
}

/// The claim of a case: not sent yet, or accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StoredClaim {
    Unsent(StoredDraft),
    Receipt(Receipt),
}

impl StoredSession {
    /// What is stored for a case, if anything.
    pub(crate) fn load(key: &str) -> Option<StoredSession> {
        from_json(&storage()?.get_item(&item_name(key)).ok()??)
    }

    /// Stores the state; a full storage stores nothing.
    pub(crate) fn save(&self, key: &str) {
        if let Some((storage, text)) = storage().zip(to_json(self)) {
            let _ = storage.set_item(&item_name(key), &text);
        }
    }
}

/// Removes what is stored for a case.
pub(crate) fn remove(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&item_name(key));
    }
}

/// The tab's storage. Not `gloo-storage`: its calls throw where the browser blocks storage.
fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

fn item_name(key: &str) -> String {
    format!("recourse:{key}")
}
