//! What the Worker's own pages share: a form as it is read, the language that is wished for, a page
//! as it is sent. Whatever a form carries is shown again where it is not taken, and a quote is six
//! bytes of HTML: so what is no file is short.

use super::AppState;
use super::photo::PHOTOS_MAX;
use crate::form::multipart;
use crate::messages::Messages;
use crate::problem::Problem;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

/// Most bytes of one field that is no file, its name included.
const FIELD_BYTES_MAX: usize = 16 * 1024;
/// Most bytes of all fields that are no files, their names included.
const FIELDS_BYTES_MAX: usize = 64 * 1024;

/// The body of a form, with the boundary between its fields.
///
/// # Errors
/// `not_a_form`, `too_large`.
pub(super) async fn body(
    headers: &HeaderMap,
    request: Request,
    most: usize,
) -> Result<(&str, Bytes), Problem> {
    let refused = |status, code, detail| Problem::new(status, code, detail);
    let kind =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let boundary = multipart::boundary(kind).ok_or_else(|| {
        refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_a_form", "send multipart/form-data")
    })?;
    let body = axum::body::to_bytes(request.into_body(), most).await;
    let large = |_| {
        refused(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "this form is larger than is taken")
    };
    Ok((boundary, body.map_err(large)?))
}

/// The fields of a form, of which those that are no files are short.
///
/// # Errors
/// `bad_form`, `too_large`.
pub(super) fn parts<'a>(
    body: &'a [u8],
    boundary: &str,
) -> Result<Vec<multipart::Part<'a>>, Problem> {
    let unread = || Problem::new(StatusCode::BAD_REQUEST, "bad_form", "the form cannot be read");
    let parts = multipart::parts(body, boundary).ok_or_else(unread)?;
    let shown = |part: &multipart::Part<'_>| {
        let bytes = if part.file { 0 } else { part.bytes.len() };
        bytes.saturating_add(part.name.len())
    };
    let long = parts.iter().any(|part| shown(part) > FIELD_BYTES_MAX);
    if long || parts.iter().map(shown).fold(0, usize::saturating_add) > FIELDS_BYTES_MAX {
        let detail = "a field that is no file has at most 16 KB, all of them together 64 KB";
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail));
    }
    Ok(parts)
}

/// Holds the files of a form to their number, before anything is asked of the storage.
///
/// # Errors
/// `too_many_photos`.
pub(super) fn few(files: usize) -> Result<(), Problem> {
    let detail = "a form has at most 12 photos; none of these was taken";
    let refused = || Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "too_many_photos", detail);
    (files <= PHOTOS_MAX).then_some(()).ok_or_else(refused)
}

/// The fields of a small form, without files.
///
/// # Errors
/// `not_a_form`, `too_large`, `bad_form`.
pub(super) async fn fields(
    headers: &HeaderMap,
    request: Request,
    most: usize,
) -> Result<Vec<(String, String)>, Problem> {
    let (boundary, body) = body(headers, request, most).await?;
    let parts = parts(&body, boundary)?;
    Ok(parts.into_iter().map(|part| (part.name.clone(), part.text())).collect())
}

/// The language that is asked for, else the first of `Accept-Language` that there is.
pub(super) async fn wished(app: &AppState, asked: Option<&str>, headers: &HeaderMap) -> Messages {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let wishes = asked.filter(|asked| !asked.is_empty()).or(accepted).unwrap_or_default();
    Messages::of(app.localizer.as_ref(), wishes).await
}

/// A page that says what is wrong, with the status that it has.
pub(super) fn refusing(problem: &Problem, text: String) -> Response {
    let mut shown = html(text);
    *shown.status_mut() = problem.status;
    shown
}

/// A page.
pub(super) fn html(text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    // Kept by the shopper's own browser alone, and asked for anew, but for its way back: a page that came of a form and may not be kept
    // is an error there.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}
