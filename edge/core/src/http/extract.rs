//! Extractors. They run in the order of a handler's parameters, so the first one that fails decides
//! the problem of the response.

use crate::app::SharedState;
use crate::domain::sender::Sender;
use crate::domain::storage_key::ClaimKey;
use crate::problem::Problem;
use crate::service::claims::owned_key;
use crate::service::policies::{self, Served};
use crate::service::rate_limit;
use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Query, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Largest JSON body, in bytes.
const JSON_BYTES_MAX: usize = 32 * 1024;

/// A header as text; `None` where it is absent, empty where it is not text.
pub(super) fn header_text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}

/// The token of an `Authorization: Bearer` header.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = header_text(headers, header::AUTHORIZATION)?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// The value of a placeholder of the route.
pub(super) async fn path_parameter(
    parts: &mut Parts,
    state: &SharedState,
    name: &str,
) -> Result<String, Problem> {
    let parameters = RawPathParams::from_request_parts(parts, state).await;
    let parameters = parameters.map_err(|_| Problem::not_found())?;
    let value = parameters.iter().find(|(own, _)| *own == name);
    Ok(value.map(|(_, value)| value.to_owned()).unwrap_or_default())
}

/// The store in the path.
#[derive(Debug)]
pub struct Store(pub(super) &'static Served);

impl FromRequestParts<SharedState> for Store {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &SharedState) -> Result<Store, Problem> {
        let store = path_parameter(parts, state, "store").await?;
        policies::find(&store).map(Store).ok_or_else(Problem::no_such_store)
    }
}

/// The claim in the path.
#[derive(Debug)]
pub struct ClaimPath(pub(super) ClaimKey);

impl FromRequestParts<SharedState> for ClaimPath {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &SharedState,
    ) -> Result<ClaimPath, Problem> {
        let id = path_parameter(parts, state, "id").await?;
        ClaimKey::parse(&id).map(ClaimPath).ok_or_else(Problem::not_found)
    }
}

/// The claim in the path, with its secret as bearer token. Without the secret, the
/// response does not tell whether the claim exists.
#[derive(Debug)]
pub struct ClaimAuth(pub(super) ClaimKey);

impl FromRequestParts<SharedState> for ClaimAuth {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &SharedState,
    ) -> Result<ClaimAuth, Problem> {
        let id = path_parameter(parts, app, "id").await?;
        let secret = bearer(&parts.headers).unwrap_or_default();
        owned_key(app, &id, secret).map(ClaimAuth).ok_or_else(Problem::not_found)
    }
}

/// The text of the header `Recourse-Ticket`.
#[derive(Debug)]
pub struct TicketHeader(pub(super) Option<String>);

impl FromRequestParts<SharedState> for TicketHeader {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        _app: &SharedState,
    ) -> Result<TicketHeader, Problem> {
        let name = HeaderName::from_static("recourse-ticket");
        Ok(TicketHeader(header_text(&parts.headers, name).map(str::to_owned)))
    }
}

/// The sender of the request. Only the header of the platform is trusted; `X-Forwarded-For` is
/// ignored.
pub(super) fn sender(headers: &HeaderMap) -> Sender {
    let name = HeaderName::from_static("cf-connecting-ip");
    Sender::parse(header_text(headers, name).unwrap_or_default())
}

/// A sender within the rate limit of claims in the store of the path.
#[derive(Debug)]
pub struct ClaimLimit;

impl FromRequestParts<SharedState> for ClaimLimit {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &SharedState,
    ) -> Result<ClaimLimit, Problem> {
        let store = path_parameter(parts, app, "store").await?;
        rate_limit::check_claims(app, &store, &sender(&parts.headers)).await?;
        Ok(ClaimLimit)
    }
}

/// A sender within the rate limit of tickets and photos in the store of the path.
#[derive(Debug)]
pub struct UploadLimit;

impl FromRequestParts<SharedState> for UploadLimit {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &SharedState,
    ) -> Result<UploadLimit, Problem> {
        let store = path_parameter(parts, app, "store").await?;
        rate_limit::check_uploads(app, &store, &sender(&parts.headers)).await?;
        Ok(UploadLimit)
    }
}

/// A sender within the rate limit of all other requests.
#[derive(Debug)]
pub struct RequestLimit;

impl FromRequestParts<SharedState> for RequestLimit {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &SharedState,
    ) -> Result<RequestLimit, Problem> {
        rate_limit::check_requests(app, &sender(&parts.headers)).await?;
        Ok(RequestLimit)
    }
}

/// The parameters of the query string; of two with the same name the last one counts. A query that
/// cannot be read has none.
#[derive(Debug, Default)]
pub struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// A parameter with a value that is not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Whether a parameter is there, with a value or without.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The parameter `limit`, from 1 to `max`; `default` where it is not a number.
    pub(super) fn limit(&self, default: u16, max: u16) -> u16 {
        let limit = self.get("limit").and_then(|text| text.parse().ok());
        limit.unwrap_or(default).clamp(1, max)
    }
}

impl FromRequestParts<SharedState> for Parameters {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        _app: &SharedState,
    ) -> Result<Parameters, Problem> {
        let query = Query::try_from_uri(&parts.uri);
        Ok(Parameters(query.map(|Query(parameters)| parameters).unwrap_or_default()))
    }
}

/// A JSON body: small, not encoded, without unknown fields. Its problems, in this order:
/// `not_json`, `too_large`, `bad_json`, `unknown_field`.
#[derive(Debug)]
pub struct LimitedJson<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<SharedState> for LimitedJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _app: &SharedState) -> Result<LimitedJson<T>, Problem> {
        if !is_plain_json(request.headers()) {
            let detail = "send application/json, not encoded";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", detail));
        }
        // The bytes are counted: Content-Length may be wrong.
        let bytes = to_bytes(request.into_body(), JSON_BYTES_MAX).await.map_err(|_| too_large())?;
        parse_json(&bytes).map(LimitedJson)
    }
}

fn is_plain_json(headers: &HeaderMap) -> bool {
    let content_type = header_text(headers, header::CONTENT_TYPE).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    let encoding = header_text(headers, header::CONTENT_ENCODING).unwrap_or_default();
    media_type.eq_ignore_ascii_case("application/json")
        && (encoding.is_empty() || encoding.eq_ignore_ascii_case("identity"))
}

fn parse_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| wrong_field(&error))?;
    json.end().map_err(|_| bad_json("not JSON"))?;
    Ok(value)
}

/// The problem of a body of another type. The message of serde may repeat what was sent, so only
/// the name of the field is passed on.
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

fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "a body has at most 32 KB")
}

fn bad_json(detail: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad_json", detail)
}
