//! Turnstile's own service, asked with a secret. It has five seconds; a shopper waits for it.

use super::requests::{fetch_with_timeout, post, text};
use crate::ports::{BoxFuture, CaptchaOutcome, CaptchaVerifier};
use crate::turnstile::Turnstile;
use std::time::Duration;
use worker::send::SendFuture;

/// How long the service has to answer.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The service.
#[derive(Debug)]
pub(super) struct RuntimeCaptchaVerifier;

impl CaptchaVerifier for RuntimeCaptchaVerifier {
    fn verify<'a>(
        &'a self,
        turnstile: &'a Turnstile,
        token: &'a str,
    ) -> BoxFuture<'a, Option<CaptchaOutcome>> {
        Box::pin(SendFuture::new(async move {
            let seen = ask(turnstile, token).await;
            if seen.is_none() {
                worker::console_error!("turnstile: the service did not answer");
            }
            seen
        }))
    }
}

async fn ask(turnstile: &Turnstile, token: &str) -> Option<CaptchaOutcome> {
    let body = serde_json::json!({ "secret": turnstile.secret, "response": token }).to_string();
    let request = post(&turnstile.url, &body, &[("content-type", "application/json")]).ok()?;
    let response = fetch_with_timeout(request, TIMEOUT).await.ok()?;
    if response.status_code() >= 500 {
        return None;
    }
    serde_json::from_str(&text(&response).await?).ok()
}
