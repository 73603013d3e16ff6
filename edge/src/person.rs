//! Whether a sender is a person, by Cloudflare Turnstile, where a shop wants it asked. It is asked once, for the ticket; the claim
//! then says what came of it. A service that is away keeps nobody out: the ticket is issued and says so.

use crate::handlers::Edge;
use crate::ports::Seen;
use crate::problem::Problem;
use axum::http::{HeaderMap, StatusCode};
use recourse::claim::HumanCheck;

/// Longest token that is passed on, in bytes.
const TOKEN_BYTES_MAX: usize = 2_048;
/// What a page says that its question is for.
const ACTION: &str = "recourse";

/// What a shop has set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turnstile {
    /// The pages on which it may have been asked.
    pub hostnames: Vec<String>,
    /// The secret of the service.
    pub secret: String,
    /// Where it is asked: the service itself, or on a developer's machine something that stands in for it.
    pub url: String,
}

/// Asks, where the shop wants it asked.
///
/// # Errors
/// 403 `human_check_required`, `human_check_failed`; 503 `not_configured`.
pub(crate) async fn check(edge: &Edge, store: &str, headers: &HeaderMap) -> Result<HumanCheck, Problem> {
    let Some(turnstile) = &edge.settings(store)?.turnstile else { return Ok(HumanCheck::NotAsked) };
    let refused = |code, detail| Problem::new(StatusCode::FORBIDDEN, code, detail);
    let sent = headers.get("recourse-human").and_then(|value| value.to_str().ok());
    let token = sent.filter(|token| !token.is_empty() && token.len() <= TOKEN_BYTES_MAX);
    let token = token.ok_or_else(|| {
        refused("human_check_required", "send the header Recourse-Human with Turnstile's token")
    })?;
    match edge.people.see(turnstile, token).await {
        None => Ok(HumanCheck::Unavailable),
        Some(Seen { success: true, hostname, action })
            if turnstile.hostnames.contains(&hostname) && action == ACTION =>
        {
            Ok(HumanCheck::Passed)
        }
        Some(_) => Err(refused("human_check_failed", "ask the service again for another token")),
    }
}
