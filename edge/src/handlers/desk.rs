//! The desk: `GET /v1/desk/stores/{store}/claims?cursor=&limit=` and `GET /v1/desk/claims/{id}`, with the desk's token.
//! 1. Without the token: 401 `unauthorized`, before anything else is looked at. Without a configured token: 503
//!    `not_configured`, for everybody.
//! 2. A list is one call to the ledger: rows come from beside the claims, newest first, orders
//!    masked. Claims of one ticket stand together and are marked `conflict`. A claim whose row
//!    cannot be read is listed by its number. Where two claims contest each other, each of them is
//!    `contested`; of two on one page of the list, too.
//! 3. One claim is shown whole, with its events, what they come to, and the claims that contest it;
//!    an unknown or malformed number is 404 `not_found`.
//! 4. No CORS: no other origin's page can read the desk.

use super::parameters::Parameters;
use super::{AppState, SharedState, bearer, events, json, served, status, submit};
use crate::claim_summary::ClaimSummary;
use crate::problem::Problem;
use crate::storage_key::{ClaimKey, store_prefix};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use recourse::claim::OrderCheck;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Rows of a page where the sender does not say.
const LIMIT: u16 = 50;
/// Most rows of a page.
const LIMIT_MAX: u16 = 200;

/// Lists the claims of a store.
///
/// # Errors
/// `unauthorized`, `no_such_store`, `ledger_unavailable`.
pub async fn list(
    State(app): State<SharedState>,
    Path(store): Path<String>,
    query: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    admit(&app, &headers)?;
    let prefix = store_prefix(&served(&store)?.policy.parts().store);
    let limit = query.get("limit").and_then(|text| text.parse().ok()).unwrap_or(LIMIT);
    let cursor = query.get("cursor").map(str::to_owned);
    let page = app.ledger.list(&prefix, cursor, limit.clamp(1, LIMIT_MAX)).await?;
    Ok(json(StatusCode::OK, &Inbox { claims: rows(page.rows), cursor: page.cursor }))
}

/// A page of the inbox.
#[derive(Serialize)]
struct Inbox {
    claims: Vec<InboxItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
}

/// A line of it.
#[derive(Serialize)]
#[serde(untagged)]
enum InboxItem {
    Summary(ClaimSummary),
    /// A claim whose row cannot be read; it must not be missing for that.
    Bare {
        claim: String,
        conflict: bool,
    },
}

/// The rows as shown. What the writer of a second claim could not see yet, its neighbour in the list tells.
fn rows(found: Vec<(String, Option<ClaimSummary>)>) -> Vec<InboxItem> {
    let keyed = found.into_iter().filter_map(|(name, row)| {
        let key = ClaimKey::parse_key(&name)?;
        Some((key.ticket_prefix(), (key, row)))
    });
    let (tickets, keyed): (Vec<_>, Vec<_>) = keyed.unzip();
    let mut counts: BTreeMap<&str, u16> = BTreeMap::new();
    for ticket in &tickets {
        let count = counts.entry(ticket).or_default();
        *count = count.saturating_add(1);
    }
    let contested: BTreeSet<String> =
        keyed.iter().filter_map(|(_, row)| row.as_ref()?.contests.clone()).collect();
    let shared = |ticket: &String| counts.get(ticket.as_str()).is_some_and(|count| *count > 1);
    let mut shown: Vec<_> = keyed
        .into_iter()
        .zip(&tickets)
        .map(|((key, row), ticket)| shown(&key, row, shared(ticket)))
        .collect();
    for row in &mut shown {
        if let InboxItem::Summary(row) = row
            && contested.contains(&row.claim)
        {
            row.check = OrderCheck::Contested;
        }
    }
    shown
}

fn shown(key: &ClaimKey, row: Option<ClaimSummary>, shared: bool) -> InboxItem {
    match row {
        Some(row) => InboxItem::Summary(ClaimSummary { conflict: row.conflict || shared, ..row }),
        None => InboxItem::Bare { claim: key.id(), conflict: shared },
    }
}

/// Shows one claim whole.
///
/// # Errors
/// `unauthorized`, `not_found`, `ledger_unavailable`.
pub async fn get(
    State(app): State<SharedState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    admit(&app, &headers)?;
    let key = ClaimKey::parse(&id).ok_or_else(Problem::not_found)?;
    let mut claim = status::load_claim(&app, &key).await?;
    let order = submit::order_name(&app, &claim)?;
    // A claim is written once; what was claimed after it, only the order's book knows. One that is
    // away takes nothing from the page.
    let rivals = app.order_registry.rivals(&order, &claim.id).await.unwrap_or_default();
    if !rivals.is_empty() {
        claim.check = OrderCheck::Contested;
        claim.contests = rivals;
    }
    Ok(json(StatusCode::OK, &events::with_state(&claim, events::load(&app, &key).await?)))
}

/// Lets the desk in, and nobody else.
///
/// # Errors
/// `not_configured`, `unauthorized`.
pub(super) fn admit(app: &AppState, headers: &HeaderMap) -> Result<(), Problem> {
    let token = app.desk_token.as_ref().filter(|token| !token.is_empty());
    let token = token.ok_or_else(Problem::not_configured)?;
    let key = app.signing_key()?;
    let known = bearer(headers).is_some_and(|sent| key.constant_time_eq(token, sent));
    let detail = "send the desk's token";
    known
        .then_some(())
        .ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", detail))
}
