//! The sender of a request, as rate limits count it: an IPv4 address, or the /64 of an IPv6
//! address, because an IPv6 client usually controls its whole /64.

use std::net::{IpAddr, Ipv6Addr};

/// The sender of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender(String);

impl Sender {
    /// The sender with an address. Requests without a valid address are counted together.
    #[must_use]
    pub fn parse(address: &str) -> Sender {
        let address = address.trim().parse::<IpAddr>();
        Sender(address.map_or_else(|_| "unknown".to_owned(), network))
    }

    /// The key under which requests of this sender to a store are counted.
    #[must_use]
    pub fn key(&self, store: &str) -> String {
        format!("{store} {}", self.0)
    }
}

fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_limit_counts_an_address_or_a_network() {
        for (address, sender) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::", "2001:db8:1:2::/64"),
            ("", "unknown"),
            ("192.0.2.7, 198.51.100.1", "unknown"),
        ] {
            assert_eq!(Sender::parse(address).0, sender);
        }
    }
}
