//! The body of an HTML form. A page shows the text fields again where the form is not accepted, and
//! a quote is six bytes of HTML: so text fields are short.

use crate::form::Field;
use crate::problem::Problem;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::StatusCode;

/// Most bytes of one text field, its name included.
const FIELD_BYTES_MAX: usize = 16 * 1024;
/// Most bytes of all text fields, their names included.
const FIELDS_BYTES_MAX: usize = 64 * 1024;
/// Most fields of a form.
const FIELDS_MAX: usize = 300;

/// Reads the fields of a form of at most `bytes_max` bytes.
///
/// # Errors
/// `not_a_form`, `too_large`, `bad_form`.
pub(super) async fn read_form(
    mut request: Request,
    bytes_max: usize,
) -> Result<Vec<Field>, Problem> {
    DefaultBodyLimit::max(bytes_max).apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| not_a_form())?;
    let (mut fields, mut text_bytes) = (Vec::new(), 0_usize);
    while let Some(field) = next_field(&mut form).await? {
        text_bytes = text_bytes.saturating_add(text_length(&field)?);
        fields.push(field);
        if text_bytes > FIELDS_BYTES_MAX {
            return Err(text_too_large());
        }
        if fields.len() > FIELDS_MAX {
            return Err(bad_form());
        }
    }
    Ok(fields)
}

async fn next_field(form: &mut Multipart) -> Result<Option<Field>, Problem> {
    let Some(field) = form.next_field().await.map_err(|error| form_problem(&error))? else {
        return Ok(None);
    };
    let name = field.name().ok_or_else(bad_form)?.to_owned();
    let is_file = field.file_name().is_some();
    let bytes = field.bytes().await.map_err(|error| form_problem(&error))?;
    Ok(Some(Field { name, is_file, bytes }))
}

/// The bytes that a page may show of a field.
fn text_length(field: &Field) -> Result<usize, Problem> {
    let value = if field.is_file { 0 } else { field.bytes.len() };
    let length = value.saturating_add(field.name.len());
    if length > FIELD_BYTES_MAX { Err(text_too_large()) } else { Ok(length) }
}

fn form_problem(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let detail = "this form is too large";
        return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail);
    }
    bad_form()
}

fn bad_form() -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad_form", "the form cannot be read")
}

fn not_a_form() -> Problem {
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_a_form", "send multipart/form-data")
}

fn text_too_large() -> Problem {
    let detail = "a text field has at most 16 KB, all of them together 64 KB";
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail)
}
