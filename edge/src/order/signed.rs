//! Orders that a shop signed: JWS, RFC 7515, compact form, HS256 or ES256 (RFC 7518 section 3). The key decides which of the two;
//! what the header says must agree with it, so no text can choose to be unsigned.
//!
//! The payload: `{"store", "order", "exp"}`, and where the shop knows them `"iat"`, `"facts"` by question, and `"items"` with
//! `{"item", "quantity", "ordered_quantity"}`. Anything else in it is refused, as is a `crit` that nobody here understands.

use crate::ports::Verifier;
use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, Mac};
use recourse::claim::ClaimedItem;
use serde::Deserialize;
use sha2::Sha256;
use std::collections::BTreeMap;

/// Longest text that is looked at, in bytes.
const TEXT_BYTES_MAX: usize = 8 * 1024;
/// How far the clocks of shop and edge may differ, in seconds.
const SKEW_S: i64 = 60;
/// Longest time between signature and end, in seconds: a signed order is for one visit, not for ever.
const LIFE_S_MAX: i64 = 31 * 86_400;
/// Longest life, in seconds, of a signed order that opens the private link of a claim made before.
/// Scripts of the shop's page can read a token; one that lives for a month is no proof of who sends
/// it.
const LINK_LIFE_S_MAX: i64 = 86_400;

/// A key of a shop. The shop has the other half, or the same secret.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "RawJwk")]
pub struct OrderKey {
    /// Which of the shop's keys it is.
    pub kid: String,
    /// How it signs.
    pub kind: KeyKind,
}

/// What a key is.
#[derive(Clone, PartialEq, Eq)]
pub enum KeyKind {
    /// A shared secret of at least 32 bytes, in base64url without padding.
    Hs256 {
        /// The secret.
        secret: String,
    },
    /// A point on P-256, both coordinates in base64url, as a JWK has them.
    Es256 {
        /// First coordinate.
        x: String,
        /// Second coordinate.
        y: String,
    },
}

/// A key as the operator writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawJwk {
    kid: String,
    alg: String,
    secret: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl TryFrom<RawJwk> for OrderKey {
    type Error = &'static str;

    fn try_from(key: RawJwk) -> Result<OrderKey, &'static str> {
        let kind = match (key.alg.as_str(), key.secret, key.x, key.y) {
            ("HS256", Some(secret), None, None) => KeyKind::Hs256 { secret },
            ("ES256", None, Some(x), Some(y)) => KeyKind::Es256 { x, y },
            _ => return Err("HS256 with `secret`, or ES256 with `x` and `y`"),
        };
        Ok(OrderKey { kid: key.kid, kind })
    }
}

impl std::fmt::Debug for OrderKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OrderKey({})", self.kid)
    }
}

impl std::fmt::Debug for KeyKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyKind(hidden)")
    }
}

impl OrderKey {
    /// Whether the key is one that can verify anything.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let bytes = |text: &str| Base64UrlUnpadded::decode_vec(text).map_or(0, |bytes| bytes.len());
        match &self.kind {
            KeyKind::Hs256 { secret } => bytes(secret) >= 32,
            KeyKind::Es256 { x, y } => bytes(x) == 32 && bytes(y) == 32,
        }
    }

    fn algorithm(&self) -> &'static str {
        match self.kind {
            KeyKind::Hs256 { .. } => "HS256",
            KeyKind::Es256 { .. } => "ES256",
        }
    }

    async fn verifies(&self, verifier: &dyn Verifier, signed: &[u8], signature: &[u8]) -> bool {
        match &self.kind {
            KeyKind::Hs256 { secret } => {
                let Ok(secret) = Base64UrlUnpadded::decode_vec(secret) else { return false };
                let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&secret) else { return false };
                mac.update(signed);
                mac.verify_slice(signature).is_ok()
            }
            KeyKind::Es256 { x, y } => {
                let read = |text| Base64UrlUnpadded::decode_vec(text).unwrap_or_default();
                let point = [vec![4], read(x), read(y)].concat();
                point.len() == 65
                    && signature.len() == 64
                    && verifier.es256(&point, signed, signature).await
            }
        }
    }
}

/// The payload of a signed order.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedOrder {
    /// The shop that it is for.
    pub store: String,
    /// The order's number.
    pub order: String,
    /// Its end, in seconds since 1970.
    pub exp: i64,
    /// Its beginning, in seconds since 1970.
    #[serde(default)]
    pub iat: Option<i64>,
    /// Answers by question, in their text form.
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
    /// What was bought.
    #[serde(default)]
    pub items: Vec<ClaimedItem>,
}

impl SignedOrder {
    /// Whether its whole life, or what is left of it where `iat` is absent, is a day at most.
    #[must_use]
    pub fn is_short_lived(&self, now_ms: i64) -> bool {
        let begin = self.iat.unwrap_or_else(|| now_ms.div_euclid(1000));
        self.exp.saturating_sub(begin) <= LINK_LIFE_S_MAX
    }
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: String,
    #[serde(default)]
    crit: Option<serde::de::IgnoredAny>,
}

/// Why a signed order is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderFault {
    /// Unreadable, altered, of another shop, or signed by nobody we know: which of these, nobody is told.
    Invalid,
    /// Signed, and over.
    Expired,
}

/// Reads a signed order of this store. Nothing in it is believed before the signature is.
///
/// # Errors
/// [`OrderFault`].
pub async fn read(
    verifier: &dyn Verifier,
    keys: &[OrderKey],
    store: &str,
    text: &str,
    now_ms: i64,
) -> Result<SignedOrder, OrderFault> {
    let order = verified(verifier, keys, text).await.ok_or(OrderFault::Invalid)?;
    let (now, begin) = (now_ms.div_euclid(1000), order.iat.unwrap_or(i64::MIN));
    let ahead = begin > now.saturating_add(SKEW_S);
    let endless = order.exp.saturating_sub(begin.max(now)) > LIFE_S_MAX;
    match () {
        () if order.store != store || ahead || endless => Err(OrderFault::Invalid),
        () if order.exp.saturating_add(SKEW_S) < now => Err(OrderFault::Expired),
        () => Ok(order),
    }
}

async fn verified(verifier: &dyn Verifier, keys: &[OrderKey], text: &str) -> Option<SignedOrder> {
    let text = Some(text).filter(|text| text.len() <= TEXT_BYTES_MAX)?;
    let (signed, signature) = text.rsplit_once('.')?;
    let (header, payload) = signed.split_once('.')?;
    let decode = |part: &str| Base64UrlUnpadded::decode_vec(part).ok();
    let (header, payload, signature) = (decode(header)?, decode(payload)?, decode(signature)?);
    let header: Header = serde_json::from_str(std::str::from_utf8(&header).ok()?).ok()?;
    let key = keys.iter().find(|key| key.kid == header.kid && key.algorithm() == header.alg)?;
    if header.crit.is_some() || !key.verifies(verifier, signed.as_bytes(), &signature).await {
        return None;
    }
    serde_json::from_str(std::str::from_utf8(&payload).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::PlainVerifier;

    const NOW: i64 = 1_795_176_000_000;

    fn key(kid: &str, secret: u8) -> OrderKey {
        let secret = Base64UrlUnpadded::encode_string(&[secret; 32]);
        OrderKey { kid: kid.to_owned(), kind: KeyKind::Hs256 { secret } }
    }

    fn signed(secret: u8, header: &str, payload: &str) -> String {
        let part = |text: &str| Base64UrlUnpadded::encode_string(text.as_bytes());
        let body = format!("{}.{}", part(header), part(payload));
        let mut mac = Hmac::<Sha256>::new_from_slice(&[secret; 32]).unwrap();
        mac.update(body.as_bytes());
        format!("{body}.{}", Base64UrlUnpadded::encode_string(&mac.finalize().into_bytes()))
    }

    fn payload(store: &str, seconds: i64) -> String {
        format!(
            r#"{{"store":"{store}","order":"A-1","exp":{},"facts":{{"ship_to":"DE"}}}}"#,
            (NOW / 1000).saturating_add(seconds)
        )
    }

    async fn of(text: &str) -> Result<SignedOrder, OrderFault> {
        read(&PlainVerifier, &[key("old", 1), key("new", 2)], "one", text, NOW).await
    }

    const HEADER: &str = r#"{"alg":"HS256","kid":"new"}"#;

    #[tokio::test]
    async fn the_shop_is_believed_and_nobody_else() {
        let order = of(&signed(2, HEADER, &payload("one", 60))).await.unwrap();
        assert_eq!((order.order.as_str(), order.facts["ship_to"].as_str()), ("A-1", "DE"));
        assert!(
            of(&signed(1, r#"{"alg":"HS256","kid":"old"}"#, &payload("one", 60))).await.is_ok()
        );
        for (secret, header, body) in [
            (1, HEADER, payload("one", 60)),
            (2, HEADER, payload("two", 60)),
            (2, r#"{"alg":"none","kid":"new"}"#, payload("one", 60)),
            (2, r#"{"alg":"ES256","kid":"new"}"#, payload("one", 60)),
            (2, r#"{"alg":"HS256","kid":"other"}"#, payload("one", 60)),
            (2, r#"{"alg":"HS256"}"#, payload("one", 60)),
            (2, r#"{"alg":"HS256","kid":"new","crit":["b64"]}"#, payload("one", 60)),
            (2, HEADER, payload("one", 40 * 86_400)),
            (2, HEADER, payload("one", 60).replace("facts", "verdict")),
            (2, HEADER, String::new()),
        ] {
            assert_eq!(
                of(&signed(secret, header, &body)).await,
                Err(OrderFault::Invalid),
                "{header} {body}"
            );
        }
        assert_eq!(of(&signed(2, HEADER, &payload("one", -61))).await, Err(OrderFault::Expired));
    }

    #[tokio::test]
    async fn every_flipped_byte_is_noticed() {
        let good = signed(2, HEADER, &payload("one", 60));
        for place in 0..good.len() {
            for flip in [1, 2, 32] {
                let mut bytes = good.clone().into_bytes();
                bytes[place] ^= flip;
                let Ok(text) = String::from_utf8(bytes) else { continue };
                assert_eq!(of(&text).await, Err(OrderFault::Invalid), "byte {place} by {flip}");
            }
        }
        for cut in 0..good.len() {
            assert_eq!(
                of(good.get(..cut).unwrap()).await,
                Err(OrderFault::Invalid),
                "cut at {cut}"
            );
        }
        assert_eq!(of(&"a.b.c".repeat(5_000)).await, Err(OrderFault::Invalid));
    }

    /// RFC 7515 appendix A.3: the signature of the specification itself.
    #[tokio::test]
    async fn es256_is_that_of_the_specification() {
        let key = OrderKey {
            kid: "es".to_owned(),
            kind: KeyKind::Es256 {
                x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU".to_owned(),
                y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0".to_owned(),
            },
        };
        assert!(key.is_sound());
        let text = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        let signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
        let mut bytes = Base64UrlUnpadded::decode_vec(signature).unwrap();
        assert!(key.verifies(&PlainVerifier, text.as_bytes(), &bytes).await);
        bytes[5] ^= 1;
        assert!(!key.verifies(&PlainVerifier, text.as_bytes(), &bytes).await);
    }

    #[test]
    fn a_weak_key_is_no_key() {
        let weak = |kind| OrderKey { kid: "a".to_owned(), kind };
        assert!(key("a", 7).is_sound());
        assert!(!weak(KeyKind::Hs256 { secret: "c2hvcnQ".to_owned() }).is_sound());
        assert!(!weak(KeyKind::Es256 { x: "AA".to_owned(), y: "AA".to_owned() }).is_sound());
    }
}
