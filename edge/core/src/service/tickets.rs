//! Tickets: issued after the bot check, verified with every claim and photo.

use crate::app::AppState;
use crate::domain::ticket::{TICKET_TTL_MS, Ticket, TicketError};
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
    issue(app, store, human)
}

/// Issues a ticket. Without a signing key or randomness there is none: it could be guessed.
///
/// # Errors
/// `not_configured`.
pub(crate) fn issue(
    app: &AppState,
    store: &str,
    human: HumanCheck,
) -> Result<IssuedTicket, Problem> {
    let nonce = app.entropy.nonce().ok_or_else(Problem::not_configured)?;
    let issued_ms = app.clock.now_ms();
    let text = app.signing_key()?.issue(store, Ticket { issued_ms, nonce, human });
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

/// Verifies a ticket; an expired one is accepted.
///
/// # Errors
/// `ticket_missing`, `ticket_invalid`, `not_configured`.
pub(crate) fn verify(
    app: &AppState,
    store: &str,
    text: Option<&str>,
) -> Result<VerifiedTicket, Problem> {
    let Some(text) = text else {
        let detail = "send the header Recourse-Ticket";
        return Err(Problem::new(StatusCode::BAD_REQUEST, "ticket_missing", detail));
    };
    match app.signing_key()?.verify(store, text, app.clock.now_ms()) {
        Ok(ticket) => Ok(VerifiedTicket { ticket, is_expired: false }),
        Err(TicketError::Expired(ticket)) => Ok(VerifiedTicket { ticket, is_expired: true }),
        Err(TicketError::Invalid) => {
            let detail = "not a ticket of this store";
            Err(Problem::new(StatusCode::UNAUTHORIZED, "ticket_invalid", detail))
        }
    }
}

/// Verifies a ticket that must not be expired.
///
/// # Errors
/// `ticket_missing`, `ticket_invalid`, `ticket_expired`, `not_configured`.
pub(crate) fn verify_unexpired(
    app: &AppState,
    store: &str,
    text: Option<&str>,
) -> Result<Ticket, Problem> {
    let verified = verify(app, store, text)?;
    if verified.is_expired { Err(expired()) } else { Ok(verified.ticket) }
}

/// The problem of an expired ticket.
pub(crate) fn expired() -> Problem {
    let detail = "this ticket has expired; ask for another";
    Problem::new(StatusCode::UNAUTHORIZED, "ticket_expired", detail)
}
