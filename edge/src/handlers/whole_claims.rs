//! Pages of whole claims. The platform allows a request a thousand operations, and a claim costs
//! one for itself, one for the list of its events and one for each of them: a page ends early where
//! its claims are eventful, and the cursor leads on from there.

use super::{AppState, events, status};
use crate::problem::Problem;
use crate::storage_key::ClaimKey;
use axum::http::StatusCode;
use serde_json::Value;

/// Operations after which a page ends. One more claim costs 202 at most.
const OPERATIONS_MAX: usize = 600;
/// Between the ledger's own cursor and the last key of the page before.
const RESUME: char = '~';

/// A page of claims.
pub(super) struct WholeClaims {
    /// Each with its events and state; erased ones are left out.
    pub(super) claims: Vec<Value>,
    /// Where the next page starts, if there is one.
    pub(super) cursor: Option<String>,
}

/// Reads a page of the claims under a prefix.
///
/// # Errors
/// `ledger_unavailable`.
pub(super) async fn read(
    app: &AppState,
    prefix: &str,
    cursor: Option<&str>,
    limit: u16,
) -> Result<WholeClaims, Problem> {
    let (page, after) = cursor.map_or((None, ""), resumed);
    let found = app.ledger.list(prefix, page.map(str::to_owned), limit).await?;
    let last = found.rows.last().map(|(name, _)| name.clone()).unwrap_or_default();
    let (mut claims, mut used) = (Vec::new(), 1_usize);
    // Keys are in order, and so what came before a key stays before it, whatever is added or
    // removed meanwhile.
    for (name, _) in found.rows.into_iter().filter(|(name, _)| name.as_str() > after) {
        let claim = whole(app, &name).await?;
        let events =
            claim.as_ref().and_then(|claim| claim.get("events")?.as_array()).map_or(0, Vec::len);
        used = used.saturating_add(2).saturating_add(events);
        claims.extend(claim);
        if used >= OPERATIONS_MAX && name != last {
            let cursor = Some(format!("{}{RESUME}{name}", page.unwrap_or_default()));
            return Ok(WholeClaims { claims, cursor });
        }
    }
    Ok(WholeClaims { claims, cursor: found.cursor })
}

/// The ledger's cursor of a page, and the key after which it goes on.
fn resumed(cursor: &str) -> (Option<&str>, &str) {
    let (page, after) = cursor.split_once(RESUME).unwrap_or((cursor, ""));
    (Some(page).filter(|page| !page.is_empty()), after)
}

/// A claim with its events and state; `None` for what is no claim, or is one no more.
async fn whole(app: &AppState, name: &str) -> Result<Option<Value>, Problem> {
    let Some(key) = ClaimKey::parse_key(name) else { return Ok(None) };
    match status::load_claim(app, &key).await {
        Ok(claim) => Ok(Some(events::with_state(&claim, events::load(app, &key).await?))),
        Err(problem) if problem.status == StatusCode::SERVICE_UNAVAILABLE => Err(problem),
        Err(_) => Ok(None),
    }
}
