//! Rate limits. One sender is an IPv4 address, or the /64 of an IPv6 address, because an IPv6 client usually controls its whole
//! /64. Only the runtime's own header is trusted; `X-Forwarded-For` is ignored.

use crate::handlers::AppState;
use crate::ports::RateLimit;
use crate::problem::Problem;
use axum::http::{HeaderMap, StatusCode};
use std::net::{IpAddr, Ipv6Addr};

/// Refuses a claim that comes too often, from one sender or to one store.
///
/// # Errors
/// 429 `rate_limited`.
pub(crate) async fn check_claims(
    app: &AppState,
    store: &str,
    headers: &HeaderMap,
) -> Result<(), Problem> {
    let one = app.rate_limiter.allows(RateLimit::Claims, &sender(store, headers)).await;
    (one && app.rate_limiter.allows(RateLimit::Store, store).await)
        .then_some(())
        .ok_or_else(rate_limited)
}

/// Limits all other requests of one sender that read or write storage: the forms,
/// the pages and routes of a private link, archived policies. One count for all stores.
///
/// # Errors
/// 429 `rate_limited`.
pub(crate) async fn check_requests(app: &AppState, headers: &HeaderMap) -> Result<(), Problem> {
    app.rate_limiter
        .allows(RateLimit::Requests, &sender("any", headers))
        .await
        .then_some(())
        .ok_or_else(rate_limited)
}

/// Refuses tickets and photos that come too often from one sender.
///
/// # Errors
/// 429 `rate_limited`.
pub(crate) async fn check_uploads(
    app: &AppState,
    store: &str,
    headers: &HeaderMap,
) -> Result<(), Problem> {
    app.rate_limiter
        .allows(RateLimit::Uploads, &sender(store, headers))
        .await
        .then_some(())
        .ok_or_else(rate_limited)
}

fn rate_limited() -> Problem {
    let detail = "too much at once; send the same again in a minute";
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", detail)
}

fn sender(store: &str, headers: &HeaderMap) -> String {
    let said =
        headers.get("cf-connecting-ip").and_then(|value| value.to_str().ok()).unwrap_or_default();
    format!("{store} {}", one_sender(said))
}

fn one_sender(text: &str) -> String {
    match text.trim().parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => address.to_string(),
        Ok(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
            Some(address) => address.to_string(),
            None => {
                let [a, b, c, d, ..] = address.segments();
                format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        },
        // Unknown senders are counted together.
        Err(_) => "unknown".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_an_address_or_a_network() {
        for (text, one) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::", "2001:db8:1:2::/64"),
            ("", "unknown"),
            ("192.0.2.7, 198.51.100.1", "unknown"),
        ] {
            assert_eq!(one_sender(text), one);
        }
    }
}
