//! The settings of a shop: origins, retention, webhook, desk, keys. They are two JSON texts:
//! `STORES`, which is public, and the secret `STORE_KEYS`. A text with an invalid setting is
//! refused as a whole, so that a mistyped limit is never silently ignored.

use crate::domain::desk_secret::{DeskUser, check_users};
use crate::domain::development::has_development_value;
use crate::domain::signed_order::OrderKey;
use crate::domain::turnstile::Turnstile;
use crate::domain::webhook::{Endpoint, HookSecret};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Days that a closed claim is stored by default.
const CLOSED_DAYS: u16 = 180;
/// Days that an open claim is stored by default: three years, the longest period in which a buyer
/// can claim against a seller by the law of the countries served.
const OPEN_DAYS: u16 = 1_095;

/// Where Turnstile is asked.
const SITEVERIFY: &str = "https://challenges.cloudflare.com/turnstile/v0/siteverify";

/// What one shop has set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreSettings {
    /// Which pages may embed it.
    pub origins: Origins,
    /// How long claims are stored.
    pub retention_days: RetentionDays,
    /// Keys with which the shop signs orders.
    pub order_keys: Vec<OrderKey>,
    /// The webhook.
    pub webhook: Option<Endpoint>,
    /// Whether and how a sender is asked to be a person.
    pub turnstile: Option<Turnstile>,
    /// Who may use the desk.
    pub desk: Vec<DeskUser>,
}

/// How long a shop stores claims, in days, 1 to 3,650.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetentionDays {
    /// Claims that are not closed, counted from their receipt.
    pub open: u16,
    /// Closed claims, counted from the day on which they were closed.
    pub closed: u16,
}

/// Which pages can embed a shop's widget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origins {
    /// These, to the letter. None is written: only pages of the edge's own origin.
    Listed(Vec<String>),
    /// Any page.
    Any,
}

impl Origins {
    /// Whether a page of that origin may.
    #[must_use]
    pub fn allow(&self, origin: &str) -> bool {
        match self {
            Origins::Any => true,
            Origins::Listed(listed) => listed.iter().any(|own| own == origin),
        }
    }
}

/// What all shops have set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings(Vec<(String, StoreSettings)>);

/// The settings of a shop in one of the two texts. Both have the same type.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct RawStoreSettings {
    origins: Option<Vec<String>>,
    retention_days: Option<RawRetentionDays>,
    webhook: Option<String>,
    turnstile: Option<RawTurnstile>,
    turnstile_url: Option<String>,
    turnstile_secret: Option<String>,
    order_keys: Option<Vec<OrderKey>>,
    webhook_secrets: Option<Vec<String>>,
    desk: Option<Vec<DeskUser>>,
}

/// `retention_days` as written.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct RawRetentionDays {
    open: Option<u16>,
    closed: Option<u16>,
}

/// `turnstile` as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTurnstile {
    hostnames: Vec<String>,
}

impl RawStoreSettings {
    /// Merges both texts. Secrets are only in the secret text, and nothing else is.
    fn with(self, keys: RawStoreSettings) -> Result<RawStoreSettings, &'static str> {
        let secret = self.turnstile_secret.is_some() || self.webhook_secrets.is_some();
        if secret || self.order_keys.is_some() || self.desk.is_some() {
            return Err("keys and secrets belong into STORE_KEYS");
        }
        let others = keys.origins.is_some() || keys.webhook.is_some() || keys.turnstile.is_some();
        if others || keys.retention_days.is_some() {
            return Err("only keys and secrets belong into STORE_KEYS");
        }
        let RawStoreSettings { order_keys, webhook_secrets, turnstile_secret, desk, .. } = keys;
        Ok(RawStoreSettings { order_keys, webhook_secrets, turnstile_secret, desk, ..self })
    }
}

impl Settings {
    /// Parses both texts. On a developer's machine (`local`) a webhook may have an address on that
    /// machine, and the keys may be those of the repository.
    ///
    /// # Errors
    /// Which setting of which shop is not right; never a secret.
    pub fn parse(stores: &str, keys: &str, local: bool) -> Result<Settings, String> {
        let mut written = read(stores).map_err(|why| format!("STORES: {why}"))?;
        if !local && has_development_value(keys) {
            return Err("STORE_KEYS has a public value of edge/.dev.vars".to_owned());
        }
        let mut keys = read(keys).map_err(|_| "STORE_KEYS cannot be read")?;
        for name in keys.keys() {
            written.entry(name.clone()).or_default();
        }
        let mut settings = Vec::new();
        for (name, own) in written {
            let secrets = keys.remove(&name).unwrap_or_default();
            let parsed = own.with(secrets).map_err(str::to_owned);
            let parsed = parsed.and_then(|own| StoreSettings::parse(own, local));
            settings.push((name.clone(), parsed.map_err(|why| format!("{name}: {why}"))?));
        }
        Ok(Settings(settings))
    }

    /// What each shop has set.
    pub fn all(&self) -> impl Iterator<Item = &StoreSettings> {
        self.0.iter().map(|(_, own)| own)
    }

    /// What a shop has set; the defaults where it has set nothing.
    #[must_use]
    pub fn of(&self, store: &str) -> &StoreSettings {
        static DEFAULT: StoreSettings = StoreSettings {
            origins: Origins::Listed(Vec::new()),
            retention_days: RetentionDays { open: OPEN_DAYS, closed: CLOSED_DAYS },
            order_keys: Vec::new(),
            webhook: None,
            turnstile: None,
            desk: Vec::new(),
        };
        self.0.iter().find(|(name, _)| name == store).map_or(&DEFAULT, |(_, own)| own)
    }
}

fn read(text: &str) -> Result<BTreeMap<String, RawStoreSettings>, String> {
    if text.trim().is_empty() {
        return Ok(BTreeMap::new());
    }
    serde_json::from_str(text).map_err(|error| error.to_string())
}

impl StoreSettings {
    fn parse(written: RawStoreSettings, local: bool) -> Result<StoreSettings, String> {
        let order_keys = written.order_keys.unwrap_or_default();
        if !order_keys.iter().all(OrderKey::is_sound) {
            return Err("an order key is too short or no point".to_owned());
        }
        let desk = written.desk.unwrap_or_default();
        check_users(&desk)?;
        let secrets = written.webhook_secrets.unwrap_or_default();
        let secrets =
            secrets.iter().map(|text| HookSecret::parse(text)).collect::<Option<Vec<_>>>();
        let secrets = secrets.ok_or("a webhook secret is `whsec_` and 24 to 64 bytes in base64")?;
        let webhook = match written.webhook {
            None => None,
            Some(_) if secrets.is_empty() => {
                return Err("a webhook needs a secret to sign with".to_owned());
            }
            Some(url) => Some(Endpoint::parse(&url, secrets, local)?),
        };
        let own = written.turnstile_url.filter(|url| local && url.starts_with("http://127.0.0.1:"));
        let url = own.unwrap_or_else(|| SITEVERIFY.to_owned());
        let kept = written.retention_days.unwrap_or_default();
        let turnstile = match (written.turnstile, written.turnstile_secret) {
            (None, _) => None,
            (Some(_), None) => return Err("turnstile needs `turnstile_secret`".to_owned()),
            (Some(RawTurnstile { hostnames }), Some(secret)) => {
                Some(Turnstile { hostnames, secret, url })
            }
        };
        Ok(StoreSettings {
            turnstile,
            origins: origins(written.origins.unwrap_or_default())?,
            retention_days: RetentionDays {
                open: days(kept.open, OPEN_DAYS)?,
                closed: days(kept.closed, CLOSED_DAYS)?,
            },
            order_keys,
            webhook,
            desk,
        })
    }
}

fn days(written: Option<u16>, or: u16) -> Result<u16, String> {
    let days = written.unwrap_or(or);
    (1..=3_650).contains(&days).then_some(days).ok_or_else(|| "days are 1 to 3650".to_owned())
}

/// An origin is written as a browser sends it: scheme, host, and a port that is not the scheme's
/// own.
fn origins(written: Vec<String>) -> Result<Origins, String> {
    if written == ["*"] {
        return Ok(Origins::Any);
    }
    let good = |text: &String| {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://localhost"));
        rest.is_some_and(|rest| {
            let plain = |c: char| {
                c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | ':')
            };
            rest.chars().all(plain) && !text.ends_with([':', '/', '.'])
        })
    };
    match written.iter().find(|text| !good(text)) {
        Some(bad) => Err(format!("`{bad}` is not an origin such as https://shop.example")),
        None => Ok(Origins::Listed(written)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_set_is_closed_and_keeps_what_the_law_wants() {
        let settings = Settings::parse("", "", false).unwrap();
        let own = settings.of("any");
        assert_eq!((own.retention_days.closed, own.retention_days.open), (180, 1_095));
        assert!(!own.origins.allow("https://shop.example"));
    }

    #[test]
    fn cors_origin_must_match_exactly() {
        let text = r#"{"one":{"origins":["https://shop.example","http://localhost:8787"]},"two":{"origins":["*"]}}"#;
        let settings = Settings::parse(text, "", false).unwrap();
        let one = &settings.of("one").origins;
        assert!(one.allow("https://shop.example") && one.allow("http://localhost:8787"));
        for other in [
            "null",
            "http://shop.example",
            "https://shop.example:444",
            "https://shop.example.evil.example",
            "https://evilshop.example",
            "https://SHOP.example",
            "https://shop.example/",
            "",
        ] {
            assert!(!one.allow(other), "{other}");
        }
        assert!(settings.of("two").origins.allow("https://anything.example"));
    }

    #[test]
    fn what_is_not_right_is_named_and_no_secret_is() {
        for (stores, keys, told) in [
            ("{", "", "STORES: "),
            (r#"{"a":{"origin":["*"]}}"#, "", "STORES: unknown field `origin`"),
            (r#"{"a":{"origins":["shop.example"]}}"#, "", "a: `shop.example` is not an origin"),
            (
                r#"{"a":{"origins":["https://a.example/"]}}"#,
                "",
                "a: `https://a.example/` is not an origin",
            ),
            (r#"{"a":{"retention_days":{"closed":0}}}"#, "", "a: days are 1 to 3650"),
            (r#"{"a":{"webhook":"https://a.example/x"}}"#, "", "a: a webhook needs a secret"),
            (r#"{"a":{"turnstile":{"hostnames":["shop.example"]}}}"#, "", "a: turnstile needs"),
            ("", r#"{"a":{"webhook_secrets":["canary"]}}"#, "a: a webhook secret is"),
            ("", r#"{"a":{"webhook":"https://a.example/canary"}}"#, "a: only keys and secrets"),
            (
                r#"{"a":{"webhook_secrets":["canary"]}}"#,
                "",
                "a: keys and secrets belong into STORE_KEYS",
            ),
            (
                "",
                r#"{"a":{"order_keys":[{"kid":"k","alg":"HS256","secret":"canary"}]}}"#,
                "a: an order key is",
            ),
            ("", r#"{"canary":"#, "STORE_KEYS cannot be read"),
            (r#"{"a":{"desk":[]}}"#, "", "a: keys and secrets belong into STORE_KEYS"),
        ] {
            let why = Settings::parse(stores, keys, false).unwrap_err();
            assert!(why.starts_with(told) && !why.contains("canary"), "{why}");
        }
    }

    #[test]
    fn desk_secret_in_the_settings_is_a_digest_with_a_name_and_scopes() {
        let (one, two) = ("1a".repeat(32), "2b".repeat(32));
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let desk = |name: &str, scopes: &str, digests: &[&str]| {
            let entry = serde_json::json!({ "name": name, "scopes": [scopes], "sha256": digests });
            let text = serde_json::json!({ "a": { "desk": [entry] } }).to_string();
            Settings::parse("", &text, false)
        };
        for scope in ["read", "act", "export", "publish"] {
            assert!(desk("support", scope, &[&one, &two]).is_ok(), "{scope}");
        }
        for (name, digests, told) in [
            ("", vec![one.as_str()], "`name`"),
            ("Ann B.", vec![&one], "`name`"),
            ("shopper", vec![&one], "`name`"),
            ("ann", vec![], "`sha256`"),
            ("ann", vec![&one, &two, &one], "`sha256`"),
            ("ann", vec![&one, &one], "same secret"),
            ("ann", vec!["a-desk-token"], "SHA-256"),
            ("ann", vec!["1a2b"], "SHA-256"),
            ("ann", vec![empty], "empty secret"),
        ] {
            let why = desk(name, "read", &digests).unwrap_err();
            assert!(why.starts_with("a: desk: ") && why.contains(told), "{why}");
            assert!(!why.contains(&one) && !why.contains("a-desk"), "{why}");
        }
        assert!(desk("ann", "everything", &[&one]).is_err());
    }

    #[test]
    fn development_value_is_refused_outside_the_local_environment() {
        let file = include_str!("../../../.dev.vars");
        let keys = file.lines().find_map(|line| line.strip_prefix("STORE_KEYS=")).unwrap();
        let keys = keys.trim_matches('\'');
        assert!(Settings::parse("", keys, true).is_ok());
        let why = Settings::parse("", keys, false).unwrap_err();
        assert!(why.contains("public value"), "{why}");
    }
}
