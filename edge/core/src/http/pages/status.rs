//! `GET /v1/status?lang=` and `POST` to the same path: the page of a claim, in the shopper's
//! language. The private link is in a form, because addresses are stored in logs and histories.
//! 1. `GET` asks for the link.
//! 2. A form is `multipart/form-data` of at most 4 KB with `link`, and optionally `lang` and
//!    `zone`, the shopper's time zone, in which instants are shown: else the page asks again, with
//!    415, 413, 400; with 429 after 120 requests of one sender in a minute.
//! 3. The link is whole, or its fragment: store, number and secret. A problem of
//!    `GET /v1/claims/{id}` is shown on the page that asks again, with the same status.
//! 4. 200 with what the shopper may see; no contact, no note, no facts, no names. Where the shop
//!    asks for more, with a form for the reply (see [`reply`](super::reply)).

use super::link_form::LinkForm;
use super::locale::messages;
use crate::app::SharedState;
use crate::http::extract::{Parameters, sender};
use crate::http::response::{page, problem_page};
use crate::problem::Problem;
use crate::service::rate_limit;
use crate::views::{self, ReplyForm};
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;

/// Most bytes of a form without photos.
pub(super) const BYTES_MAX: usize = 4 * 1024;

/// Asks for the private link.
pub async fn ask_for_link(
    State(app): State<SharedState>,
    query: Parameters,
    headers: HeaderMap,
) -> Response {
    let messages = messages(&app, query.get("lang"), &headers).await;
    match rate_limit::check_requests(&app, &sender(&headers)).await {
        Ok(()) => page(views::status::ask_for_link(messages, None)), // 1
        Err(problem) => {
            problem_page(&problem, views::status::ask_for_link(messages, Some(problem.code)))
        }
    }
}

/// Shows the page of a claim.
///
/// # Errors
/// `not_configured`.
pub async fn claim_page(
    State(app): State<SharedState>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let form = LinkForm::read(&app, &headers, request, BYTES_MAX).await; // 2
    match form.open(&app).await {
        Ok(opened) => {
            let link = form.field("link");
            form.claim_page(&app, &opened, ReplyForm::of(&link), Ok(())).await // 4
        }
        Err(problem) => Ok(form.ask_again(&problem)), // 3
    }
}
