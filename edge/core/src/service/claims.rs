//! Stored claims: loading one, and the one that belongs to a private link.

use super::event_log::load_events;
use crate::app::AppState;
use crate::domain::storage_key::ClaimKey;
use crate::domain::tombstone::is_tombstone;
use crate::problem::Problem;
use recourse::claim::{Claim, ClaimEvent, ClaimState, fold};
use serde_json::{Value, json};

/// A claim with its events.
pub(crate) struct FoundClaim {
    pub(crate) key: ClaimKey,
    pub(crate) claim: Claim,
    pub(crate) events: Vec<ClaimEvent>,
}

impl FoundClaim {
    /// The state of the claim after all events.
    pub(crate) fn state(&self) -> ClaimState {
        fold(self.events.iter().cloned())
    }
}

/// The key of a claim, if the secret is the claim's own.
pub(crate) fn owned_key(app: &AppState, id: &str, secret: &str) -> Option<ClaimKey> {
    let key = app.signing_key.as_ref()?;
    ClaimKey::parse(id).filter(|_| key.is_secret(id, secret))
}

/// Loads a claim with its events.
///
/// # Errors
/// `not_found`, `erased`, `ledger_unavailable`.
pub(crate) async fn load_with_events(app: &AppState, key: ClaimKey) -> Result<FoundClaim, Problem> {
    let claim = load_claim(app, &key).await?;
    let events = load_events(app, &key).await?;
    Ok(FoundClaim { key, claim, events })
}

/// Loads a claim.
///
/// # Errors
/// `not_found`, `erased`, `ledger_unavailable`.
pub(crate) async fn load_claim(app: &AppState, key: &ClaimKey) -> Result<Claim, Problem> {
    let text = app.ledger.get(&key.storage_key()).await?.ok_or_else(Problem::not_found)?;
    parse_claim(&text)
}

/// Parses a stored claim.
///
/// # Errors
/// `erased`, `ledger_unavailable`.
pub(crate) fn parse_claim(text: &str) -> Result<Claim, Problem> {
    if is_tombstone(text) {
        return Err(Problem::erased());
    }
    serde_json::from_str(text).map_err(|_| Problem::ledger())
}

/// The claim as JSON, with its events and its state.
pub(crate) fn whole_claim(claim: &Claim, events: Vec<ClaimEvent>) -> Value {
    let mut whole = serde_json::to_value(claim).unwrap_or_default();
    if let Some(fields) = whole.as_object_mut() {
        fields.insert("events".to_owned(), json!(events));
        fields.insert("state".to_owned(), json!(fold(events)));
    }
    whole
}

/// The status URL of a claim, with its secret in the fragment.
///
/// # Errors
/// `not_configured`.
pub(crate) fn status_url(app: &AppState, store: &str, claim: &str) -> Result<String, Problem> {
    Ok(format!("/status/#{store}.{claim}.{}", app.signing_key()?.secret(claim)))
}
