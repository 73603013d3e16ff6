//! The inbox: `GET /v1/desk/stores/{store}/claims?cursor=&limit=` and `GET /v1/desk/claims/{id}`.
//! 1. Without a secret of the shop's desk: 401 `unauthorized`, before anything else is checked, 429
//!    `rate_limited` after ten such requests of one sender in a minute; without its scope: 403
//!    `insufficient_scope`. Where the shop has no desk secret: 503 `not_configured`. This holds for
//!    every route of the desk.
//! 2. A list is one call to the ledger: summaries are metadata of the claims, newest first, with
//!    masked order numbers. Claims of one ticket follow each other and are marked `conflict`. A
//!    claim whose summary cannot be read is listed by its number. Of two claims that contest each
//!    other on one page, both are `contested`.
//! 3. One claim has its events, its state, and the claims that contest it; an unknown or malformed
//!    number is 404 `not_found`.

use crate::app::SharedState;
use crate::domain::claim_summary::ClaimSummary;
use crate::domain::storage_key::{ClaimKey, store_prefix};
use crate::http::desk_auth::DeskRead;
use crate::http::extract::{ClaimPath, Parameters, Store};
use crate::http::response::json;
use crate::problem::Problem;
use crate::service::claims::{load_with_events, whole_claim};
use crate::service::order_registry::order_pseudonym;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use recourse::claim::OrderCheck;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Claims of a page where the client does not say.
const LIMIT: u16 = 50;
/// Most claims of a page.
const LIMIT_MAX: u16 = 200;

/// A page of the inbox.
#[derive(Serialize)]
struct Inbox {
    claims: Vec<InboxItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
}

/// One claim of the inbox.
#[derive(Serialize)]
#[serde(untagged)]
enum InboxItem {
    Summary(ClaimSummary),
    /// A claim whose summary cannot be read.
    Bare {
        claim: String,
        conflict: bool,
    },
}

/// Lists the claims of a store.
///
/// # Errors
/// `unauthorized`, `no_such_store`, `ledger_unavailable`.
pub async fn list_claims(
    State(app): State<SharedState>,
    _: DeskRead,
    Store(served): Store,
    query: Parameters,
) -> Result<Response, Problem> {
    let prefix = store_prefix(served.store());
    let cursor = query.get("cursor").map(str::to_owned);
    let page = app.ledger.list(&prefix, cursor, query.limit(LIMIT, LIMIT_MAX)).await?;
    Ok(json(StatusCode::OK, &Inbox { claims: inbox_items(page.rows), cursor: page.cursor }))
}

/// The items of a page. A claim may have been stored before the one that it conflicts with, so the
/// neighbours on the page are compared as well.
fn inbox_items(rows: Vec<(String, Option<ClaimSummary>)>) -> Vec<InboxItem> {
    let keyed: Vec<_> = rows
        .into_iter()
        .filter_map(|(name, summary)| Some((ClaimKey::parse_key(&name)?, summary)))
        .collect();
    let tickets = count_by_ticket(keyed.iter().map(|(key, _)| key));
    let contested: BTreeSet<String> =
        keyed.iter().filter_map(|(_, summary)| summary.as_ref()?.contests.clone()).collect();
    let item = |(key, summary): (ClaimKey, Option<ClaimSummary>)| {
        let has_sibling = tickets.get(&key.ticket_prefix()).is_some_and(|count| *count > 1);
        inbox_item(&key, summary, has_sibling, &contested)
    };
    keyed.into_iter().map(item).collect()
}

fn count_by_ticket<'a>(keys: impl Iterator<Item = &'a ClaimKey>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::<String, usize>::new();
    for key in keys {
        let count = counts.entry(key.ticket_prefix()).or_default();
        *count = count.saturating_add(1);
    }
    counts
}

fn inbox_item(
    key: &ClaimKey,
    summary: Option<ClaimSummary>,
    has_sibling: bool,
    contested: &BTreeSet<String>,
) -> InboxItem {
    let Some(mut summary) = summary else {
        return InboxItem::Bare { claim: key.id(), conflict: has_sibling };
    };
    summary.conflict |= has_sibling;
    if contested.contains(&summary.claim) {
        summary.check = OrderCheck::Contested;
    }
    InboxItem::Summary(summary)
}

/// Returns one claim with its events and state.
///
/// # Errors
/// `unauthorized`, `not_found`, `ledger_unavailable`.
pub async fn show_claim(
    State(app): State<SharedState>,
    _: DeskRead,
    ClaimPath(key): ClaimPath,
) -> Result<Response, Problem> {
    let mut found = load_with_events(&app, key).await?;
    let order = order_pseudonym(&app, &found.claim)?;
    // Claims that came later are known only to the registry. Without it the claim is shown as it
    // was stored.
    let rivals = app.order_registry.rivals(&order, &found.claim.id).await.unwrap_or_default();
    if !rivals.is_empty() {
        found.claim.check = OrderCheck::Contested;
        found.claim.contests = rivals;
    }
    Ok(json(StatusCode::OK, &whole_claim(&found.claim, found.events)))
}
