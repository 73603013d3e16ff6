//! The siteverify request to Turnstile. It has a timeout of five seconds, because a shopper waits
//! for it.

use super::requests::{fetch_with_timeout, post};
use async_trait::async_trait;
use recourse_edge::domain::turnstile::{CaptchaOutcome, Turnstile};
use recourse_edge::ports::CaptchaVerifier;
use std::time::Duration;
use worker::send::SendFuture;

/// How long Turnstile may take.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The service.
#[derive(Debug)]
pub(super) struct RuntimeCaptchaVerifier;

#[async_trait]
impl CaptchaVerifier for RuntimeCaptchaVerifier {
    async fn verify(&self, turnstile: &Turnstile, token: &str) -> Option<CaptchaOutcome> {
        SendFuture::new(async move {
            let seen = ask(turnstile, token).await;
            if seen.is_none() {
                worker::console_error!("turnstile: the service did not answer");
            }
            seen
        })
        .await
    }
}

async fn ask(turnstile: &Turnstile, token: &str) -> Option<CaptchaOutcome> {
    let body = serde_json::json!({ "secret": turnstile.secret, "response": token }).to_string();
    let request = post(&turnstile.url, &body, &[("content-type", "application/json")]).ok()?;
    let mut response = fetch_with_timeout(request, TIMEOUT).await.ok()?;
    if response.status_code() >= 500 {
        return None;
    }
    serde_json::from_str(&response.text().await.ok()?).ok()
}
