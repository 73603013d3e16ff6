//! Pages of whole claims. The platform allows a request a thousand operations. A claim costs one
//! for itself, one for the list of its events and one for each event: a page ends early where its
//! claims have many events, and the cursor continues from there.

use super::claims::{load_claim, whole_claim};
use super::event_log::load_events;
use crate::app::AppState;
use crate::domain::storage_key::ClaimKey;
use crate::problem::Problem;
use http::StatusCode;
use serde_json::Value;

/// Operations after which a page ends. One more claim costs 162 at most.
const OPERATIONS_MAX: usize = 600;
/// Separates the cursor of the ledger from the last key of the page before.
const SEPARATOR: char = '~';

/// A page of claims.
pub(crate) struct ClaimPage {
    /// Each claim with its events and state, without erased claims.
    pub(crate) claims: Vec<Value>,
    /// The cursor of the next page, if there is one.
    pub(crate) cursor: Option<String>,
}

/// Loads a page of the claims with a prefix.
///
/// # Errors
/// `ledger_unavailable`.
pub(crate) async fn load_page(
    app: &AppState,
    prefix: &str,
    cursor: Option<&str>,
    limit: u16,
) -> Result<ClaimPage, Problem> {
    let (ledger_cursor, after) = cursor.map_or((None, ""), split_cursor);
    let found = app.ledger.list(prefix, ledger_cursor.map(str::to_owned), limit).await?;
    let last = found.rows.last().map(|(name, _)| name.clone()).unwrap_or_default();
    let (mut claims, mut operations) = (Vec::new(), 1_usize);
    // Keys are sorted, so a key after `after` was not on the page before, whatever was added or
    // removed meanwhile.
    for (name, _) in found.rows.into_iter().filter(|(name, _)| name.as_str() > after) {
        let claim = load_whole_claim(app, &name).await?;
        operations = operations.saturating_add(2).saturating_add(event_count(claim.as_ref()));
        claims.extend(claim);
        if operations >= OPERATIONS_MAX && name != last {
            let cursor = format!("{}{SEPARATOR}{name}", ledger_cursor.unwrap_or_default());
            return Ok(ClaimPage { claims, cursor: Some(cursor) });
        }
    }
    Ok(ClaimPage { claims, cursor: found.cursor })
}

fn event_count(claim: Option<&Value>) -> usize {
    let events = claim.and_then(|claim| claim.get("events")?.as_array());
    events.map_or(0, Vec::len)
}

/// The cursor of the ledger, and the last key of the page before.
fn split_cursor(cursor: &str) -> (Option<&str>, &str) {
    let (page, after) = cursor.split_once(SEPARATOR).unwrap_or((cursor, ""));
    (Some(page).filter(|page| !page.is_empty()), after)
}

/// A claim with its events and state; `None` for a value that is not a claim, or is erased.
async fn load_whole_claim(app: &AppState, name: &str) -> Result<Option<Value>, Problem> {
    let Some(key) = ClaimKey::parse_key(name) else { return Ok(None) };
    match load_claim(app, &key).await {
        Ok(claim) => Ok(Some(whole_claim(&claim, load_events(app, &key).await?))),
        Err(problem) if problem.status == StatusCode::SERVICE_UNAVAILABLE => Err(problem),
        Err(_) => Ok(None),
    }
}
