//! `POST /v1/status/data` with `link` and `lang`: the stored data of a claim as a file.
//! 1. A problem of form or link is shown as by the status page.
//! 2. 200 with the JSON of `GET /v1/claims/{id}/data`, as a download.

use super::link_form::LinkForm;
use super::status::BYTES_MAX;
use crate::app::SharedState;
use crate::http::api::data::stored_data;
use crate::http::response::json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

/// The name of the file.
const DOWNLOAD: HeaderValue = HeaderValue::from_static("attachment; filename=\"request.json\"");

/// Returns the stored data of a claim.
pub async fn data(
    State(app): State<SharedState>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let form = LinkForm::read(&app, &headers, request, BYTES_MAX).await;
    match form.open(&app).await {
        Ok(opened) => {
            let mut response = json(StatusCode::OK, &stored_data(opened.found)); // 2
            response.headers_mut().insert(header::CONTENT_DISPOSITION, DOWNLOAD);
            response
        }
        Err(problem) => form.ask_again(&problem), // 1
    }
}
