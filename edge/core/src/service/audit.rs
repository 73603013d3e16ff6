//! The audit log: recording an entry, and a page of the log.

use crate::app::AppState;
use crate::domain::audit::{AuditAction, AuditEntry, audit_key, audit_prefix};
use crate::domain::retention;
use crate::domain::time::to_rfc3339;
use crate::problem::Problem;
use recourse::claim::ClaimState;
use recourse::types::StoreId;

/// A page of the audit log.
pub(crate) struct AuditPage {
    pub(crate) entries: Vec<AuditEntry>,
    pub(crate) cursor: Option<String>,
}

/// Records what happened, before it is acknowledged. The entry is stored as long as an open claim.
///
/// # Errors
/// `not_configured`, `ledger_unavailable`.
pub(crate) async fn record(
    app: &AppState,
    store: &StoreId,
    actor: &str,
    action: AuditAction,
) -> Result<(), Problem> {
    let now_ms = app.clock.now_ms();
    let nonce = app.entropy.nonce().ok_or_else(Problem::not_configured)?;
    let entry = AuditEntry { v: 1, at: to_rfc3339(now_ms), actor: actor.to_owned(), action };
    let text = serde_json::to_string(&entry).map_err(|_| Problem::ledger())?;
    let settings = app.settings(store.as_str())?;
    let expires = retention::expires(settings, &ClaimState::default(), now_ms);
    let key = audit_key(store, now_ms, &nonce);
    Ok(app.ledger.put(&key, text, None, Some(expires)).await?)
}

/// Loads a page of the audit log, newest first. A value that is not an entry is left out.
///
/// # Errors
/// `ledger_unavailable`.
pub(crate) async fn load_page(
    app: &AppState,
    store: &StoreId,
    cursor: Option<String>,
    limit: u16,
) -> Result<AuditPage, Problem> {
    let page = app.ledger.list(&audit_prefix(store), cursor, limit).await?;
    let mut entries = Vec::new();
    for (key, _) in page.rows {
        let text = app.ledger.get(&key).await?;
        entries.extend(text.and_then(|text| serde_json::from_str::<AuditEntry>(&text).ok()));
    }
    Ok(AuditPage { entries, cursor: page.cursor })
}
