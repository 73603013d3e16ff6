//! `POST /v1/status/erase` with `link`, `lang` and `sure`: erasure by the shopper.
//! 1. A problem of form or link is shown as by the status page.
//! 2. 422 `confirmation_required` without `sure`, on the page of the claim.
//! 3. The claim is erased as by `DELETE /v1/claims/{id}`: 200 with a page that says so. Again: 410,
//!    and what was stored since is erased, too.

use super::link_form::LinkForm;
use super::status::BYTES_MAX;
use crate::app::SharedState;
use crate::http::response::page;
use crate::problem::Problem;
use crate::service::erasure;
use crate::views::{self, ReplyForm};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

/// Erases a claim.
///
/// # Errors
/// `not_configured`, `ledger_unavailable`.
pub async fn erase(
    State(app): State<SharedState>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let form = LinkForm::read(&app, &headers, request, BYTES_MAX).await;
    let opened = match form.open(&app).await {
        Ok(opened) => opened,
        Err(problem) => {
            erase_again(&app, &form, &problem).await?;
            return Ok(form.ask_again(&problem)); // 1
        }
    };
    let outcome = match form.field("sure").is_empty() {
        true => Err(confirmation_required()), // 2
        false => erasure::erase(&app, &opened.found.key).await,
    };
    if outcome.is_ok() {
        return Ok(page(views::status::erased(form.messages))); // 3
    }
    let link = form.field("link");
    form.claim_page(&app, &opened, ReplyForm::of(&link), outcome).await
}

/// Erases what was stored since the first erasure.
async fn erase_again(app: &SharedState, form: &LinkForm, problem: &Problem) -> Result<(), Problem> {
    match form.key(app) {
        Some(key) if problem.status == StatusCode::GONE => erasure::erase(app, &key).await,
        _ => Ok(()),
    }
}

fn confirmation_required() -> Problem {
    let detail = "confirm the erasure: it cannot be undone";
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "confirmation_required", detail)
}
