//! `POST /v1/status/cancel` with `link`, `asked` and `lang`: a shopper needs a claim no longer, and says so on the page of the private link.
//! 1. What is wrong with form or link is said as that page says it.
//! 2. The same again: 200 with the same page.
//! 3. 409 `nothing_to_cancel` where the shop has decided, or the claim is over.
//! 4. It is kept as an event beside the claim, and the shop's own systems are told. What it claimed of its order can be claimed again.

use super::status::Found;
use super::status_page::{self, StatusForm};
use super::{AppState, SharedState, events};
use crate::problem::Problem;
use crate::rate_limit;
use crate::views::ReplyForm;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use recourse::claim::Action;

/// Cancels a claim.
///
/// # Errors
/// `not_configured`.
pub async fn post(
    State(app): State<SharedState>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let asked = StatusForm::read(&app, &headers, request).await;
    let mut opened = match asked.opened(&app).await {
        Ok(opened) => opened,
        Err(problem) => return Ok(asked.refused(&problem)), // 1
    };
    let outcome = cancel(&app, &headers, &asked, &mut opened.1).await;
    status_page::shown(&app, asked.messages, &opened, ReplyForm::of(&asked.field("link")), outcome)
        .await
}

async fn cancel(
    app: &AppState,
    headers: &HeaderMap,
    asked: &StatusForm,
    found: &mut Found,
) -> Result<(), Problem> {
    rate_limit::check_claims(app, found.key.store().as_str(), headers).await?;
    let event = events::by_shopper(app, &found.claim, &asked.field("asked"), Action::Cancel)?;
    let known = found.events.iter().any(|other| other.id == event.id); // 2
    if !known && !found.state().can_be_cancelled() {
        let detail = "the shop has decided, or the claim is over";
        return Err(Problem::new(StatusCode::CONFLICT, "nothing_to_cancel", detail)); // 3
    }
    events::keep(app, &found.key, &found.claim, &mut found.events, event).await?; // 4
    Ok(())
}
