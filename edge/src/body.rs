//! Reading what a stranger sends: small, JSON, shallow, and with no field we do not know.

use crate::problem::Problem;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

/// Largest body, in bytes.
pub const BYTES_MAX: usize = 32 * 1024;

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
    let mut json = serde_json::Deserializer::from_slice(&bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| wrong_field(&error))?;
    json.end().map_err(|_| bad_json("not JSON"))?;
    Ok(value)
}

fn is_plain_json(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = text(header::CONTENT_TYPE).split(';').next().unwrap_or_default();
    let encoding = text(header::CONTENT_ENCODING);
    kind.trim().eq_ignore_ascii_case("application/json")
        && (encoding.is_empty() || encoding.eq_ignore_ascii_case("identity"))
}

/// The problem of a body that is not of the expected type. The message of serde may repeat what
/// was sent, so only the name of the field is passed on.
fn wrong_field(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let path = error.path().to_string();
    let text = error.inner().to_string();
    let named = text.split('`').nth(1).unwrap_or_default();
    if text.starts_with("unknown field") {
        let detail = "this field is not part of the contract";
        return Problem::new(StatusCode::BAD_REQUEST, "unknown_field", detail).at(named);
    }
    if text.starts_with("missing field") {
        return bad_json("a field is missing").at(named);
    }
    match error.inner().is_data() {
        true if path == "." => bad_json("a value has the wrong type"),
        true => bad_json("a value has the wrong type").at(&path),
        false => bad_json("not JSON"),
    }
}

fn bad_json(detail: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad_json", detail)
}
