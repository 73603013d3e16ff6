//! Reading what a stranger sends: small, JSON, shallow, and with no field we do not know.

use crate::problem::Problem;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

/// Largest body, in bytes.
pub const BYTES_MAX: usize = 32 * 1024;
/// Deepest nesting.
const DEPTH_MAX: usize = 16;

/// Reads a JSON body.
///
/// # Errors
/// In this order: `not_json`, `too_large`, `bad_json`, `unknown_field`.
pub async fn json<T: DeserializeOwned>(request: Request) -> Result<T, Problem> {
    if !is_plain_json(request.headers()) {
        let detail = "send application/json, not encoded";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", detail));
    }
    // A false Content-Length helps nobody: the bytes themselves are counted.
    let bytes = axum::body::to_bytes(request.into_body(), BYTES_MAX).await.map_err(|_| {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "a body has at most 32 KB")
    })?;
    if depth(&bytes) > DEPTH_MAX {
        return Err(bad_json("nested too deeply"));
    }
    // As a text: a reader of bytes beside the reader of texts would be compiled a second time.
    let text = std::str::from_utf8(&bytes).map_err(|_| bad_json("not UTF-8"))?;
    serde_json::from_str(text).map_err(|error| named(&error))
}

fn is_plain_json(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = text(header::CONTENT_TYPE).split(';').next().unwrap_or_default();
    let encoding = text(header::CONTENT_ENCODING);
    kind.trim().eq_ignore_ascii_case("application/json")
        && (encoding.is_empty() || encoding.eq_ignore_ascii_case("identity"))
}

/// The deepest nesting of brackets outside of strings.
fn depth(bytes: &[u8]) -> usize {
    let (mut deepest, mut depth, mut quoted, mut escaped) = (0_usize, 0_usize, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                depth = depth.saturating_add(1);
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Serde names an unknown or missing field between backticks. Its own words may repeat what was sent, so only the name
/// is passed on.
fn named(error: &serde_json::Error) -> Problem {
    let text = error.to_string();
    let field = text.split('`').nth(1).unwrap_or_default();
    if text.starts_with("unknown field") {
        let detail = "this field is not part of the contract";
        return Problem::new(StatusCode::BAD_REQUEST, "unknown_field", detail).at(field);
    }
    if text.starts_with("missing field") {
        return bad_json("a field is missing").at(field);
    }
    bad_json(if error.is_data() { "a value has the wrong type" } else { "not JSON" })
}

fn bad_json(detail: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad_json", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_brackets_outside_of_strings() {
        assert_eq!(depth(br#"{"a":[1,{"b":"[[[[\"{{"}]}"#), 3);
        assert_eq!(depth(b"]]]]"), 0);
        assert_eq!(depth("[".repeat(500).as_bytes()), 500);
    }
}
