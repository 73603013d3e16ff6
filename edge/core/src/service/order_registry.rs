//! Registering a claim for its order: compare it with the others, store it, remember it. The
//! caller serialises the calls of one order; on Cloudflare a Durable Object does.

use crate::app::AppState;
use crate::domain::claim_summary::ClaimSummary;
use crate::domain::order_claims::{OrderClaims, Plan, RegisterOutcome, Registration};
use crate::domain::order_name::plain;
use crate::domain::storage_key::ClaimKey;
use crate::ports::{Clock, Ledger, StorageError};
use crate::problem::Problem;
use recourse::claim::Claim;

/// Waits between the attempts to store a claim. The ledger accepts one write a second to one key.
const RETRY_DELAYS_MS: [u64; 2] = [200, 1_000];

/// Registers a claim and stores it in the ledger.
///
/// # Errors
/// [`StorageError`] where it is unknown whether the claim is stored; a retry with the same ticket
/// resolves it.
pub async fn register_claim(
    claims: &mut OrderClaims,
    ledger: &dyn Ledger,
    clock: &dyn Clock,
    registration: Registration,
) -> Result<RegisterOutcome, StorageError> {
    match claims.plan(registration) {
        Plan::Answer(outcome) => Ok(outcome),
        Plan::Store(registration, outcome) => {
            let stored = store_claim(ledger, clock, &registration).await;
            claims.record(*registration, stored.is_ok());
            stored.map(|()| outcome)
        }
    }
}

/// Stores a claim, in three attempts.
///
/// # Errors
/// [`StorageError`] where every attempt failed.
pub async fn store_claim(
    ledger: &dyn Ledger,
    clock: &dyn Clock,
    registration: &Registration,
) -> Result<(), StorageError> {
    for delay in RETRY_DELAYS_MS {
        if put_claim(ledger, registration).await.is_ok() {
            return Ok(());
        }
        clock.pause(delay).await;
    }
    put_claim(ledger, registration).await
}

async fn put_claim(ledger: &dyn Ledger, registration: &Registration) -> Result<(), StorageError> {
    let claim = &registration.claim;
    let key = ClaimKey::parse(&claim.id).ok_or(StorageError)?.storage_key();
    let text = serde_json::to_string(claim).map_err(|_| StorageError)?;
    let summary = ClaimSummary::of(claim, registration.conflict);
    ledger.put(&key, text, Some(summary), Some(registration.expires)).await
}

/// The pseudonym under which the registry knows the order of a claim.
///
/// # Errors
/// `not_configured`.
pub(crate) fn order_pseudonym(app: &AppState, claim: &Claim) -> Result<String, Problem> {
    let order = plain(&claim.contact.order);
    Ok(app.signing_key()?.pseudonymize("order", claim.store.as_str(), order.as_bytes()))
}
