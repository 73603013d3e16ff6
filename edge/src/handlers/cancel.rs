//! `POST /v1/status/cancel` with `link`, `asked` and `lang`: a shopper needs a claim no longer, and says so on the page of the private link.
//! 1. What is wrong with form or link is said as that page says it.
//! 2. The same again: 200 with the same page.
//! 3. 409 `nothing_to_cancel` where the shop has decided, or the claim is over.
//! 4. It is kept as an event beside the claim, and the shop's own systems are told. What it claimed of its order can be claimed again.

use super::status::Found;
use super::status_page::{self, Asked};
use super::{Edge, Shared, events};
use crate::form::Draft;
use crate::limits;
use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use recourse::claim::Action;

/// Cancels a claim.
///
/// # Errors
/// `not_configured`.
pub async fn post(
    State(edge): State<Shared>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let asked = Asked::read(&edge, &headers, request).await;
    let mut opened = match asked.opened(&edge).await {
        Ok(opened) => opened,
        Err(problem) => return Ok(asked.refused(&problem)), // 1
    };
    let outcome = cancel(&edge, &headers, &asked, &mut opened.1).await;
    status_page::shown(&edge, asked.words, &opened, Draft::of(asked.field("link")), outcome).await
}

async fn cancel(edge: &Edge, headers: &HeaderMap, asked: &Asked, found: &mut Found) -> Result<(), Problem> {
    limits::claims(edge, found.key.store().as_str(), headers).await?;
    let event = events::by_shopper(edge, &found.claim, asked.field("asked"), Action::Cancel)?;
    let known = found.events.iter().any(|other| other.id == event.id); // 2
    if !known && !found.state().can_be_cancelled() {
        let detail = "the shop has decided, or the claim is over";
        return Err(Problem::new(StatusCode::CONFLICT, "nothing_to_cancel", detail)); // 3
    }
    events::keep(edge, &found.key, &found.claim, &mut found.events, event).await?; // 4
    Ok(())
}
