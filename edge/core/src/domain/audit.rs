//! The audit log of a shop: who exported claims, and which claims were erased. It has no personal
//! data. Keys are `audit/{store}/{inv13}/{nonce32}`, newest first.

use super::storage_key::inverse_time;
use recourse::types::StoreId;
use serde::{Deserialize, Serialize};

/// An entry of the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Version of this form: 1.
    pub v: u16,
    /// The instant, RFC 3339.
    pub at: String,
    /// The name of the desk's entry, or `shopper`.
    pub actor: String,
    /// What happened.
    #[serde(flatten)]
    pub action: AuditAction,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum AuditAction {
    /// One page of claims was exported.
    Export {
        /// `jsonl` or `csv`.
        format: String,
        /// How many claims the page has.
        claims: usize,
    },
    /// A shopper erased a claim.
    Erasure {
        /// The claim's public number.
        claim: String,
    },
}

/// The prefix of the audit log of a store.
#[must_use]
pub fn audit_prefix(store: &StoreId) -> String {
    format!("audit/{store}/")
}

/// The key of an entry at an instant.
#[must_use]
pub fn audit_key(store: &StoreId, at_ms: i64, nonce: &[u8; 16]) -> String {
    format!("{}{}/{}", audit_prefix(store), inverse_time(at_ms), hex::encode(nonce))
}
