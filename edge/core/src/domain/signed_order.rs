//! Orders that a shop signed: JWS, RFC 7515, compact form, HS256 or ES256 (RFC 7518 section 3). The
//! key decides which of the two; the header must agree with it, so no text can choose to be
//! unsigned.
//!
//! The payload: `{"store", "order", "exp"}`, optionally `"iat"`, `"facts"` by question, and
//! `"items"` with `{"item", "quantity", "ordered_quantity"}`. Another field is refused, and so is
//! every header with `crit`.

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
/// Longest time between signature and expiry, in seconds: a signed order is for one visit.
const LIFE_S_MAX: i64 = 31 * 86_400;
/// Bytes of an uncompressed point on P-256.
const POINT_BYTES: usize = 65;
/// Bytes of an ES256 signature.
const ES256_BYTES: usize = 64;
/// Longest life, in seconds, of a signed order that opens the private link of an earlier claim.
/// Scripts of the shop's page can read a token; one that is valid for a month does not prove who
/// sends it.
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

    /// Checks a signature as far as that needs no public-key cryptography.
    fn check(&self, signed: &str, signature: &[u8]) -> SignatureCheck {
        match &self.kind {
            KeyKind::Hs256 { secret } => {
                let is_valid = is_valid_hs256(secret, signed.as_bytes(), signature);
                SignatureCheck::Done(is_valid == Some(true))
            }
            KeyKind::Es256 { x, y } => {
                let coordinate = |text| Base64UrlUnpadded::decode_vec(text).unwrap_or_default();
                let point = [vec![4], coordinate(x), coordinate(y)].concat();
                match point.len() == POINT_BYTES && signature.len() == ES256_BYTES {
                    true => SignatureCheck::Es256 { point },
                    false => SignatureCheck::Done(false),
                }
            }
        }
    }
}

fn is_valid_hs256(secret: &str, signed: &[u8], signature: &[u8]) -> Option<bool> {
    let secret = Base64UrlUnpadded::decode_vec(secret).ok()?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&secret).ok()?;
    mac.update(signed);
    Some(mac.verify_slice(signature).is_ok())
}

/// The state of a signature check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureCheck {
    /// Whether the signature is valid.
    Done(bool),
    /// It is valid if it is an ES256 signature for this uncompressed point.
    Es256 {
        /// The point.
        point: Vec<u8>,
    },
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
    /// It is malformed, altered, of another shop, or signed with an unknown key. The client is not
    /// told which.
    Invalid,
    /// Signed, and over.
    Expired,
}

/// A signed order whose signature is not verified yet. Its payload is not parsed before.
#[derive(Debug)]
pub struct UnverifiedOrder<'a> {
    /// The signed text.
    pub signed: &'a str,
    /// The signature.
    pub signature: Vec<u8>,
    /// What is left to verify.
    pub check: SignatureCheck,
    payload: Vec<u8>,
}

impl<'a> UnverifiedOrder<'a> {
    /// Parses the compact form, and finds the key that the header names.
    #[must_use]
    pub fn parse(keys: &[OrderKey], text: &'a str) -> Option<UnverifiedOrder<'a>> {
        if text.len() > TEXT_BYTES_MAX {
            return None;
        }
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        let header: Header = serde_json::from_slice(&decode(header)?).ok()?;
        let (payload, signature) = (decode(payload)?, decode(signature)?);
        let is_named = |key: &&OrderKey| key.kid == header.kid && key.algorithm() == header.alg;
        let key = keys.iter().find(is_named).filter(|_| header.crit.is_none())?;
        let check = key.check(signed, &signature);
        Some(UnverifiedOrder { signed, signature, check, payload })
    }

    /// Parses the payload of an order whose signature is valid, and checks store and times.
    ///
    /// # Errors
    /// [`OrderFault`].
    pub fn verified(&self, store: &str, now_ms: i64) -> Result<SignedOrder, OrderFault> {
        let order: SignedOrder =
            serde_json::from_slice(&self.payload).map_err(|_| OrderFault::Invalid)?;
        let (now, begin) = (now_ms.div_euclid(1000), order.iat.unwrap_or(i64::MIN));
        let is_future = begin > now.saturating_add(SKEW_S);
        let is_too_long = order.exp.saturating_sub(begin.max(now)) > LIFE_S_MAX;
        if order.store != store || is_future || is_too_long {
            return Err(OrderFault::Invalid);
        }
        if order.exp.saturating_add(SKEW_S) < now {
            return Err(OrderFault::Expired);
        }
        Ok(order)
    }
}

fn decode(part: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(part).ok()
}
