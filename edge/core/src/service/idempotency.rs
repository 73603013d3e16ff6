//! The header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07).

use crate::problem::Problem;
use http::{HeaderMap, StatusCode};

/// Longest key, in bytes.
const BYTES_MAX: usize = 255;

/// A key under which a client sends the same request again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IdempotencyKey(Vec<u8>);

impl IdempotencyKey {
    /// The key of a request; `None` without one.
    ///
    /// # Errors
    /// 400 `bad_idempotency_key` for an empty or too long key. An empty key is most often a
    /// variable that was never set, and would join requests that differ.
    pub(crate) fn parse(headers: &HeaderMap) -> Result<Option<IdempotencyKey>, Problem> {
        let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
        let key = value.as_bytes().trim_ascii();
        if key.is_empty() || key.len() > BYTES_MAX {
            let detail = "an Idempotency-Key has 1 to 255 bytes";
            return Err(Problem::new(StatusCode::BAD_REQUEST, "bad_idempotency_key", detail));
        }
        Ok(Some(IdempotencyKey(key.to_vec())))
    }

    /// The bytes of the key, with a prefix that keeps it apart from the JSON that identifies an
    /// event without a key.
    pub(crate) fn content(&self) -> Vec<u8> {
        [b"key:", self.0.as_slice()].concat()
    }
}

/// The problem of a key that was used for another request before.
pub(crate) fn reused() -> Problem {
    let detail = "this Idempotency-Key was sent with another request before; use a new one";
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused", detail)
}
