//! What a shopper may do with the own data, from the page of the private link. Each takes a form as that page does, and says what is
//! wrong with form or link as it does.
//!
//! `POST /v1/status/data` with `link` and `lang`.
//! 1. 200 with everything that is kept of the claim, as `GET /v1/claims/{id}/data` has it, to be saved as a file.
//!
//! `POST /v1/status/erase` with `link`, `lang` and `sure`.
//! 2. 422 `confirmation_required` without `sure`, said on the page of the claim.
//! 3. It is erased as `DELETE /v1/claims/{id}` erases it: 200 with a page that says so. Again: 410, and what has come in since goes, too.

use super::page::html;
use super::status_page::{self, StatusForm};
use super::{SharedState, data_export, erase, json};
use crate::problem::Problem;
use crate::views::{ReplyForm, status as pages};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

/// Hands over what is kept.
pub async fn data(
    State(app): State<SharedState>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let asked = StatusForm::read(&app, &headers, request).await;
    match asked.opened(&app).await {
        Ok((_, found)) => {
            saved(json(StatusCode::OK, &data_export::kept(&found.claim, found.events)))
        } // 1
        Err(problem) => asked.refused(&problem),
    }
}

/// Has the claim erased.
///
/// # Errors
/// `not_configured`.
pub async fn erase(
    State(app): State<SharedState>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let asked = StatusForm::read(&app, &headers, request).await;
    let opened = match asked.opened(&app).await {
        Ok(opened) => opened,
        Err(problem) => {
            // Something may have come in since.
            if let (410, Some(key)) = (problem.status.as_u16(), asked.key(&app)) {
                erase::erase(&app, &key).await?;
            }
            return Ok(asked.refused(&problem));
        }
    };
    let outcome = if asked.field("sure").is_empty() {
        Err(confirmation_required()) // 2
    } else {
        erase::erase(&app, &opened.1.key).await
    };
    match outcome {
        Ok(()) => Ok(html(pages::erased(asked.messages))), // 3
        refused => {
            status_page::shown(
                &app,
                asked.messages,
                &opened,
                ReplyForm::of(&asked.field("link")),
                refused,
            )
            .await
        }
    }
}

fn confirmation_required() -> Problem {
    let detail = "say that you are sure: what is erased does not come back";
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "confirmation_required", detail)
}

fn saved(mut response: Response) -> Response {
    let file = HeaderValue::from_static("attachment; filename=\"request.json\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, file);
    response
}
