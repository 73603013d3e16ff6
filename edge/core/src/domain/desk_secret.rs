//! Secrets of the desk: who may do what in a shop. A secret is at least 64 hexadecimal digits, that
//! is 32 bytes, from a random source. The settings have only its SHA-256, which opens nothing; a
//! slow hash is not needed: 2^256 values are too many to try.

use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Fewest hexadecimal digits of a secret.
const DIGITS_MIN: usize = 64;
/// Most hexadecimal digits of a secret.
const DIGITS_MAX: usize = 128;
/// Hexadecimal digits of SHA-256.
const DIGEST_DIGITS: usize = 64;
/// Most secrets of one user that are valid at the same time: two while one is being replaced.
const DIGESTS_MAX: usize = 2;
/// Most users of a shop.
const USERS_MAX: usize = 20;
/// Longest name of a user.
const NAME_CHARS_MAX: usize = 40;

/// What a secret allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Read claims, photos, deliveries and the audit log; decide situations.
    Read,
    /// Act on claims, and send deliveries again.
    Act,
    /// Export all claims.
    Export,
    /// Publish policies.
    Publish,
}

impl Scope {
    /// Its name in the settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Scope::Read => "read",
            Scope::Act => "act",
            Scope::Export => "export",
            Scope::Publish => "publish",
        }
    }
}

/// A person, a team or a program with a secret.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskUser {
    /// Its name in the audit log.
    pub name: String,
    /// What its secret allows.
    pub scopes: Vec<Scope>,
    /// SHA-256 of its secrets, in hexadecimal digits.
    sha256: Vec<String>,
}

impl DeskUser {
    /// The digests of its secrets.
    pub fn digests(&self) -> impl Iterator<Item = &str> {
        self.sha256.iter().map(String::as_str)
    }
}

/// Checks the users of a shop.
///
/// # Errors
/// What is wrong; never a digest.
pub fn check_users(users: &[DeskUser]) -> Result<(), String> {
    if users.len() > USERS_MAX {
        return Err("a desk has at most 20 entries".to_owned());
    }
    let mut known = Vec::new();
    for user in users {
        check_user(user).map_err(|why| format!("desk: {why}"))?;
        for digest in user.digests() {
            if known.contains(&digest) {
                return Err("desk: two entries have the same secret".to_owned());
            }
            known.push(digest);
        }
    }
    Ok(())
}

fn check_user(user: &DeskUser) -> Result<(), &'static str> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if user.name.is_empty()
        || user.name.len() > NAME_CHARS_MAX
        || !user.name.chars().all(is_plain)
        || user.name == "shopper"
    {
        return Err("`name` is 1 to 40 lower-case letters, digits and dashes, and not `shopper`");
    }
    if user.scopes.is_empty() {
        return Err("`scopes` has at least one of read, act, export, publish");
    }
    if !(1..=DIGESTS_MAX).contains(&user.sha256.len()) {
        return Err("`sha256` has one digest, or two while a secret is being replaced");
    }
    let is_digest = |text: &str| text.len() == DIGEST_DIGITS && is_lower_hex(text);
    if !user.digests().all(is_digest) {
        return Err("a digest is the SHA-256 of a secret as 64 lower-case hexadecimal digits");
    }
    if user.digests().any(|digest| digest == sha256("")) {
        return Err("this is the digest of an empty secret");
    }
    Ok(())
}

fn is_lower_hex(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// The digest of a secret as it was sent. `None` where it is shorter than 32 bytes, or not in
/// hexadecimal digits: a digest does not show the length of its secret, so the digest of a weak
/// secret in the settings opens nothing.
#[must_use]
pub fn digest(secret: &str) -> Option<String> {
    let is_long = (DIGITS_MIN..=DIGITS_MAX).contains(&secret.len());
    let is_hex = secret.bytes().all(|b| b.is_ascii_hexdigit());
    (is_long && is_hex).then(|| sha256(secret))
}

fn sha256(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn desk_secret_has_at_least_32_bytes() {
        for (secret, is_taken) in [
            ("".to_owned(), false),
            ("dev-desk-token".to_owned(), false),
            ("ab".repeat(31), false),
            ("ab".repeat(32), true),
            ("AB".repeat(32), true),
            ("ab".repeat(64), true),
            ("ab".repeat(65), false),
            ("zz".repeat(32), false),
        ] {
            assert_eq!(digest(&secret).is_some(), is_taken, "{secret}");
        }
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256("abc"), known, "FIPS 180-4, appendix B.1");
    }
}
