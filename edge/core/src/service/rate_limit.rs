//! Rate limits of senders and stores.

use crate::app::AppState;
use crate::domain::sender::Sender;
use crate::ports::RateLimit;
use crate::problem::Problem;
use http::StatusCode;

/// Checks the limits of claims of one sender in a store, and of the sender's network: one provider
/// can give a sender 256 or more networks of its own.
///
/// # Errors
/// 429 `rate_limited`.
pub(crate) async fn check_claims(
    app: &AppState,
    store: &str,
    sender: &Sender,
) -> Result<(), Problem> {
    check(app, RateLimit::Claims, &sender.key(store)).await?;
    match sender.network_key(store) {
        Some(network) => check(app, RateLimit::Network, &network).await,
        None => Ok(()),
    }
}

/// Checks the limit of claims of a store. Only a claim that would be stored counts: requests that
/// are refused anyway must not keep those of others out.
///
/// # Errors
/// 429 `rate_limited`.
pub(crate) async fn check_store(app: &AppState, store: &str) -> Result<(), Problem> {
    check(app, RateLimit::Store, store).await
}

/// Checks the limit of photos of a store that are stored before their claim.
///
/// # Errors
/// 429 `rate_limited`.
pub(crate) async fn check_store_uploads(app: &AppState, store: &str) -> Result<(), Problem> {
    check(app, RateLimit::StoreUploads, &format!("uploads {store}")).await
}

/// Checks the limit of tickets and photos of one sender in a store.
///
/// # Errors
/// 429 `rate_limited`.
pub(crate) async fn check_uploads(
    app: &AppState,
    store: &str,
    sender: &Sender,
) -> Result<(), Problem> {
    check(app, RateLimit::Uploads, &sender.key(store)).await
}

/// Checks the limit of all other requests of one sender that read or write storage: forms, private
/// links, archived policies. They are counted together for all stores.
///
/// # Errors
/// 429 `rate_limited`.
pub(crate) async fn check_requests(app: &AppState, sender: &Sender) -> Result<(), Problem> {
    check(app, RateLimit::Requests, &sender.key("any")).await
}

/// Counts a request to the desk without a valid secret.
///
/// # Errors
/// 429 `rate_limited`.
pub(crate) async fn check_desk_failures(app: &AppState, sender: &Sender) -> Result<(), Problem> {
    check(app, RateLimit::DeskFailures, &sender.key("desk")).await
}

async fn check(app: &AppState, limit: RateLimit, key: &str) -> Result<(), Problem> {
    if app.rate_limiter.allows(limit, key).await {
        return Ok(());
    }
    let detail = "too many requests; send the same again in a minute";
    Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", detail))
}
