//! The sender of a request, as rate limits count it: an IPv4 address, or the /64 of an IPv6
//! address, because an IPv6 client usually controls its whole /64.

use std::net::{IpAddr, Ipv6Addr};

/// The sender of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    name: String,
    /// The /48 of an IPv6 address.
    network: Option<String>,
}

impl Sender {
    /// The sender with an address. Requests without a valid address are counted together.
    #[must_use]
    pub fn parse(address: &str) -> Sender {
        match address.trim().parse::<IpAddr>().map(|address| address.to_canonical()) {
            Ok(IpAddr::V4(address)) => Sender { name: address.to_string(), network: None },
            Ok(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                let name = format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0));
                let network = format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0));
                Sender { name, network: Some(network) }
            }
            Err(_) => Sender { name: "unknown".to_owned(), network: None },
        }
    }

    /// The key under which requests of this sender to a store are counted.
    #[must_use]
    pub fn key(&self, store: &str) -> String {
        format!("{store} {}", self.name)
    }

    /// The same for the sender's /48 network; `None` for an IPv4 address.
    #[must_use]
    pub fn network_key(&self, store: &str) -> Option<String> {
        self.network.as_ref().map(|network| format!("{store} {network}"))
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
            assert_eq!(Sender::parse(address).name, sender);
        }
        let network = |address| Sender::parse(address).network_key("shop");
        assert_eq!(network("2001:db8:1:2::3").as_deref(), Some("shop 2001:db8:1::/48"));
        assert_eq!(network("192.0.2.7"), None);
    }
}
