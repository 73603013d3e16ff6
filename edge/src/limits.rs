//! Who is counted as one sender: an IPv4 address, or the /64 of an IPv6 address, for whoever has one of its addresses has them
//! all. Only the runtime's own header says it; what a sender writes into `X-Forwarded-For` is not looked at.

use crate::handlers::Edge;
use crate::ports::Limit;
use crate::problem::Problem;
use axum::http::{HeaderMap, StatusCode};
use std::net::{IpAddr, Ipv6Addr};

/// Refuses a claim that comes too often, from one sender or to one store.
///
/// # Errors
/// 429 `too_many`.
pub(crate) async fn claims(edge: &Edge, store: &str, headers: &HeaderMap) -> Result<(), Problem> {
    let one = edge.limiter.allows(Limit::Claims, &sender(store, headers)).await;
    (one && edge.limiter.allows(Limit::Store, store).await).then_some(()).ok_or_else(too_many)
}

/// Limits all other requests of one sender that read or write storage: the forms,
/// the pages and routes of a private link, archived policies. One count for all stores.
///
/// # Errors
/// 429 `too_many`.
pub(crate) async fn requests(edge: &Edge, headers: &HeaderMap) -> Result<(), Problem> {
    edge.limiter.allows(Limit::Requests, &sender("any", headers)).await.then_some(()).ok_or_else(too_many)
}

/// Refuses tickets and photos that come too often from one sender.
///
/// # Errors
/// 429 `too_many`.
pub(crate) async fn uploads(edge: &Edge, store: &str, headers: &HeaderMap) -> Result<(), Problem> {
    edge.limiter.allows(Limit::Uploads, &sender(store, headers)).await.then_some(()).ok_or_else(too_many)
}

fn too_many() -> Problem {
    let detail = "too much at once; send the same again in a minute";
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many", detail)
}

fn sender(store: &str, headers: &HeaderMap) -> String {
    let said = headers.get("cf-connecting-ip").and_then(|value| value.to_str().ok()).unwrap_or_default();
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
        // Nobody knows who it is: all of them are one.
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
