//! `POST /v1/status/cancel` with `link`, `asked` and `lang`: the shopper cancels a claim.
//! 1. A problem of form or link is shown as by the status page.
//! 2. The same again: 200 with the same page.
//! 3. 409 `nothing_to_cancel` where the shop has decided, or the claim is closed. 422
//!    `too_many_events` where the claim has 160.
//! 4. The event is stored beside the claim, and the webhook is enqueued. The items of the claim can
//!    be claimed again.

use super::link_form::{LinkForm, OpenedLink};
use super::status::BYTES_MAX;
use crate::app::SharedState;
use crate::http::extract::sender;
use crate::problem::Problem;
use crate::service::{rate_limit, shopper_actions};
use crate::views::ReplyForm;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;

/// Cancels a claim.
///
/// # Errors
/// `not_configured`.
pub async fn cancel(
    State(app): State<SharedState>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let form = LinkForm::read(&app, &headers, request, BYTES_MAX).await;
    let mut opened = match form.open(&app).await {
        Ok(opened) => opened,
        Err(problem) => return Ok(form.ask_again(&problem)), // 1
    };
    let outcome = cancel_claim(&app, &headers, &form, &mut opened).await;
    let link = form.field("link");
    form.claim_page(&app, &opened, ReplyForm::of(&link), outcome).await
}

async fn cancel_claim(
    app: &SharedState,
    headers: &HeaderMap,
    form: &LinkForm,
    opened: &mut OpenedLink,
) -> Result<(), Problem> {
    rate_limit::check_claims(app, opened.served.store().as_str(), &sender(headers)).await?;
    shopper_actions::cancel(app, &mut opened.found, &form.field("asked")).await // 2, 3, 4
}
