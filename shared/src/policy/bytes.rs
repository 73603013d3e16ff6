//! Module `policy`: the compact form: a magic number with the version of the format, then the parts
//! in postcard. Its hash identifies a policy everywhere.

use super::{Policy, PolicyError, PolicyParts};
use alloc::string::String;
use alloc::vec::Vec;
use sha2::{Digest, Sha256};

/// First bytes of every compiled policy: a magic number and the version of the format.
const MAGIC: &[u8; 5] = b"RCRS\x02";

pub(super) fn encode(parts: &PolicyParts) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    // Encoding into memory cannot fail: every type involved has a known shape.
    bytes.extend(postcard::to_allocvec(parts).unwrap_or_default());
    bytes
}

pub(super) fn decode(bytes: &[u8]) -> Result<PolicyParts, PolicyError> {
    let body = bytes.strip_prefix(MAGIC).ok_or(PolicyError::Format)?;
    match postcard::take_from_bytes(body) {
        Ok((parts, [])) => Ok(parts),
        _ => Err(PolicyError::Damaged),
    }
}

pub(super) fn hash(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(bytes) {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from_digit(half.into(), 16).unwrap_or_default());
        }
    }
    text
}

impl Policy {
    /// Decodes what [`Policy::encode`] wrote and checks it as [`Policy::new`] does, except the
    /// number of diagram nodes: a topic that exceeds it has no [`Policy::diagram`].
    ///
    /// # Errors
    /// [`PolicyError`] for bytes of another format, damaged bytes, or parts that do not fit
    /// together.
    pub fn decode(bytes: &[u8]) -> Result<Policy, PolicyError> {
        Policy::of(decode(bytes)?, bytes.to_vec())
    }
}
