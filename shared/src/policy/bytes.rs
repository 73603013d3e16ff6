//! Module `policy`: the compact form: a mark, a format number, then the parts in postcard. The hash names a policy everywhere.

use super::{Policy, PolicyError, PolicyParts};
use crate::types::compact;
use alloc::string::String;
use alloc::vec::Vec;
use sha2::{Digest, Sha256};

/// First bytes of every compiled policy: a mark and the format's number.
const MARK: &[u8; 5] = b"RCRS\x02";

pub(super) fn encode(parts: &PolicyParts) -> Vec<u8> {
    let mut bytes = MARK.to_vec();
    // Encoding into memory cannot fail: every type involved has a known shape.
    bytes.extend(postcard::to_allocvec(parts).unwrap_or_default());
    bytes
}

pub(super) fn decode(bytes: &[u8]) -> Result<PolicyParts, PolicyError> {
    let body = bytes.strip_prefix(MARK).ok_or(PolicyError::Format)?;
    compact::whole(body).ok_or(PolicyError::Damaged)
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
    /// The bytes that widget and edge load.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode(self.parts())
    }

    /// Reads what [`Policy::encode`] wrote, and checks it again, but for what only whoever wrote it can have got wrong: a topic with more
    /// cases than can be kept has no [`Policy::diagram`].
    ///
    /// # Errors
    /// [`PolicyError`] for bytes of another format, damaged bytes, or parts that do not fit together.
    pub fn decode(bytes: &[u8]) -> Result<Policy, PolicyError> {
        Policy::of(decode(bytes)?, bytes.to_vec())
    }
}
