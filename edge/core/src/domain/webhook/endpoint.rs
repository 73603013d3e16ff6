//! The address of a webhook: a public host over HTTPS. The operator sets it, and it is checked like
//! the input of a stranger, because a form may set it one day.

use super::HookSecret;

/// Longest address, in bytes.
const BYTES_MAX: usize = 512;
/// Hosts, and ends of hosts, of private networks.
const PRIVATE_SUFFIXES: [&str; 8] =
    ["localhost", ".localhost", ".local", ".internal", ".home.arpa", ".lan", ".intranet", ".test"];

/// The receiver of webhooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its address.
    pub url: String,
    /// The secrets that sign; more than one while they are being exchanged.
    pub secrets: Vec<HookSecret>,
}

impl Endpoint {
    /// Parses an address. On a developer's machine (`local`) one on that machine is accepted.
    ///
    /// Why it is not accepted.
    pub fn parse(url: &str, secrets: Vec<HookSecret>, local: bool) -> Result<Endpoint, String> {
        if !(local && url.starts_with("http://127.0.0.1:")) {
            check(url).map_err(|why| format!("webhook: {why}"))?;
        }
        Ok(Endpoint { url: url.to_owned(), secrets })
    }
}

fn check(url: &str) -> Result<(), &'static str> {
    let rest = url.strip_prefix("https://").ok_or("only https")?;
    if url.len() > BYTES_MAX || !url.bytes().all(|byte| (b'!'..=b'~').contains(&byte)) {
        return Err("at most 512 visible ASCII characters");
    }
    if url.contains(['\\', '#', '"', '<', '>', '^', '`', '{', '|', '}']) {
        return Err("characters that an address does not have");
    }
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    if host.contains('@') {
        return Err("no name or password in it");
    }
    let host = host.strip_suffix(":443").unwrap_or(host);
    if host.contains([':', '[', ']', '%']) {
        return Err("no other port than 443, and no number for a name");
    }
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let label = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !label.is_empty() && label.len() <= 63 && label.bytes().all(plain)
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    // A last label that begins with a digit is a number, however it is written.
    if !host.contains('.')
        || !host.split('.').all(label)
        || last.starts_with(|c: char| c.is_ascii_digit())
    {
        return Err("a public name, no number");
    }
    let inside = PRIVATE_SUFFIXES
        .iter()
        .any(|end| host == end.trim_start_matches('.') || host.ends_with(end));
    if inside { Err("a public name, none of an inner network") } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webhook_address_with_a_public_name_is_accepted() {
        for good in [
            "https://hooks.shop.example/recourse",
            "https://hooks.shop.example:443/recourse?x=1",
            "https://a-1.b2.co",
            "https://xn--bcher-kva.example/",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn webhook_address_in_a_private_network_is_refused() {
        for bad in [
            "",
            "hooks.shop.example",
            "http://hooks.shop.example/",
            "ftp://a.example/",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://./",
            "https://..",
            "https://a..example/",
            "HTTPS://a.example/",
            "https://localhost/",
            "https://localhost./",
            "https://LOCALHOST/",
            "https://x.localhost/",
            "https://printer.local/",
            "https://db.internal/",
            "https://metadata.google.internal/",
            "https://nas.home.arpa/",
            "https://box.lan/",
            "https://x.test/",
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0x7f.1/",
            "https://0177.0.0.1/",
            "https://10.0.0.1/",
            "https://192.168.0.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://0.0.0.0/",
            "https://[::1]/",
            "https://[::]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[fd00::1]/",
            "https://1.2.3.4./",
            "https://example.0x7f/",
            "https://user@shop.example/",
            "https://user:pass@shop.example/",
            "https://shop.example@127.0.0.1/",
            "https://shop.example:8443/",
            "https://shop.example:80/",
            "https://shop.example:443:443/",
            "https://shop.example:/",
            "https://shop%2eexample/",
            "https://shop.example\\@evil/",
            "https://shop.example#@evil.example/",
            "https://shop.example/ x",
            "https://shop.example/\n",
            "https://shop.example/\u{0}",
            "https://shöp.example/",
            "https://shop\u{3002}example/",
            "https://①②⑦.0.0.1/",
            "https://a_b.example/",
            "https://-/",
            "https://a b.example/",
            "https://shop.example/<x>",
            "https://shop.example/{x}",
            "https://shop.example/`x`",
            "//shop.example/",
            "https:/shop.example/",
            "https:shop.example",
            " https://shop.example/",
            "https://intranet/",
            "https://hooks/",
        ] {
            assert!(check(bad).is_err(), "{bad:?}");
        }
        assert!(check(&format!("https://a.example/{}", "x".repeat(600))).is_err());
    }
}
