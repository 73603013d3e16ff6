//! Tickets: issued after the bot check, verified with every claim and photo.

use crate::app::AppState;
use crate::domain::ticket::{TICKET_TTL_MS, Ticket, TicketError, TicketPurpose};
use crate::domain::turnstile::TOKEN_BYTES_MAX;
use crate::problem::Problem;
use http::StatusCode;
use recourse::claim::HumanCheck;

/// A ticket as text, with its times in milliseconds since 1970.
pub(crate) struct IssuedTicket {
    pub(crate) text: String,
    pub(crate) issued_ms: i64,
    pub(crate) expires_ms: i64,
}

/// A ticket with a valid signature.
pub(crate) struct VerifiedTicket {
    pub(crate) ticket: Ticket,
    pub(crate) is_expired: bool,
}

/// Issues a ticket after the bot check, where the shop requires it.
///
/// # Errors
/// `human_check_required`, `human_check_failed`, `not_configured`.
pub(crate) async fn issue_checked(
    app: &AppState,
    store: &str,
    token: Option<&str>,
) -> Result<IssuedTicket, Problem> {
    let human = check_human(app, store, token).await?;
    issue(app, store, human, TicketPurpose::Api)
}

/// Issues a ticket of the HTML form, which has no bot check. It is good for the form only.
///
/// # Errors
/// `not_configured`.
pub(crate) fn issue_for_form(app: &AppState, store: &str) -> Result<IssuedTicket, Problem> {
    issue(app, store, HumanCheck::NotAsked, TicketPurpose::Form)
}

/// Issues a ticket. Without a signing key or randomness there is none: it could be guessed.
fn issue(
    app: &AppState,
    store: &str,
    human: HumanCheck,
    purpose: TicketPurpose,
) -> Result<IssuedTicket, Problem> {
    let nonce = app.entropy.nonce().ok_or_else(Problem::not_configured)?;
    let issued_ms = app.clock.now_ms();
    let text = app.signing_key()?.issue(store, Ticket { issued_ms, nonce, human, purpose });
    Ok(IssuedTicket { text, issued_ms, expires_ms: issued_ms.saturating_add(TICKET_TTL_MS) })
}

/// The outcome of the bot check. Where the service is unavailable, the ticket is issued all the
/// same, and its claim says so.
async fn check_human(
    app: &AppState,
    store: &str,
    token: Option<&str>,
) -> Result<HumanCheck, Problem> {
    let Some(turnstile) = &app.settings(store)?.turnstile else { return Ok(HumanCheck::NotAsked) };
    let token = token.filter(|token| !token.is_empty() && token.len() <= TOKEN_BYTES_MAX);
    let Some(token) = token else {
        let detail = "send the header Recourse-Turnstile-Token with Turnstile's token";
        return Err(Problem::new(StatusCode::FORBIDDEN, "human_check_required", detail));
    };
    match app.captcha.verify(turnstile, token).await {
        None => Ok(HumanCheck::Unavailable),
        Some(outcome) if outcome.passes(turnstile) => Ok(HumanCheck::Passed),
        Some(_) => {
            let detail = "ask Turnstile for another token";
            Err(Problem::new(StatusCode::FORBIDDEN, "human_check_failed", detail))
        }
    }
}

/// Verifies a ticket; an expired one is accepted. The form also takes a ticket of the API, which
/// has passed the bot check; the API takes none of the form.
///
/// # Errors
/// `ticket_missing`, `ticket_invalid`, `not_configured`.
pub(crate) fn verify(
    app: &AppState,
    store: &str,
    text: Option<&str>,
    used_by: TicketPurpose,
) -> Result<VerifiedTicket, Problem> {
    let Some(text) = text else {
        let detail = "send the header Recourse-Ticket";
        return Err(Problem::new(StatusCode::BAD_REQUEST, "ticket_missing", detail));
    };
    let (ticket, is_expired) = match app.signing_key()?.verify(store, text, app.clock.now_ms()) {
        Ok(ticket) => (ticket, false),
        Err(TicketError::Expired(ticket)) => (ticket, true),
        Err(TicketError::Invalid) => return Err(invalid("not a ticket of this store")),
    };
    if used_by == TicketPurpose::Api && ticket.purpose == TicketPurpose::Form {
        return Err(invalid("a ticket of the HTML form is good for the form only"));
    }
    Ok(VerifiedTicket { ticket, is_expired })
}

fn invalid(detail: &str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "ticket_invalid", detail)
}

/// Verifies a ticket that must not be expired.
///
/// # Errors
/// `ticket_missing`, `ticket_invalid`, `ticket_expired`, `not_configured`.
pub(crate) fn verify_unexpired(
    app: &AppState,
    store: &str,
    text: Option<&str>,
    used_by: TicketPurpose,
) -> Result<Ticket, Problem> {
    let verified = verify(app, store, text, used_by)?;
    if verified.is_expired { Err(expired()) } else { Ok(verified.ticket) }
}

/// The problem of an expired ticket.
pub(crate) fn expired() -> Problem {
    let detail = "this ticket has expired; ask for another";
    Problem::new(StatusCode::UNAUTHORIZED, "ticket_expired", detail)
}
