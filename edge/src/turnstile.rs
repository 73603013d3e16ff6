//! CAPTCHA check by Cloudflare Turnstile, for shops that require it. It runs once, when the ticket is issued; the claim records
//! the outcome. If Turnstile is unavailable the ticket is issued all the same and says so.

use crate::handlers::AppState;
use crate::ports::CaptchaOutcome;
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
pub(crate) async fn check(
    app: &AppState,
    store: &str,
    headers: &HeaderMap,
) -> Result<HumanCheck, Problem> {
    let Some(turnstile) = &app.settings(store)?.turnstile else { return Ok(HumanCheck::NotAsked) };
    let refused = |code, detail| Problem::new(StatusCode::FORBIDDEN, code, detail);
    let sent = headers.get("recourse-turnstile-token").and_then(|value| value.to_str().ok());
    let token = sent.filter(|token| !token.is_empty() && token.len() <= TOKEN_BYTES_MAX);
    let token = token.ok_or_else(|| {
        refused(
            "human_check_required",
            "send the header Recourse-Turnstile-Token with Turnstile's token",
        )
    })?;
    match app.captcha.verify(turnstile, token).await {
        None => Ok(HumanCheck::Unavailable),
        Some(CaptchaOutcome { success: true, hostname, action })
            if turnstile.hostnames.contains(&hostname) && action == ACTION =>
        {
            Ok(HumanCheck::Passed)
        }
        Some(_) => Err(refused("human_check_failed", "ask the service again for another token")),
    }
}
