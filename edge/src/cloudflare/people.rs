//! Turnstile's own service, asked with a secret. It has five seconds; a shopper waits for it.

use super::objects::{post, sent, text};
use crate::person::Turnstile;
use crate::ports::{Later, People, Seen};
use std::time::Duration;
use worker::send::SendFuture;

/// How long the service has to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The service.
#[derive(Debug)]
pub(super) struct RuntimePeople;

impl People for RuntimePeople {
    fn see<'a>(&'a self, turnstile: &'a Turnstile, token: &'a str) -> Later<'a, Option<Seen>> {
        Box::pin(SendFuture::new(async move {
            let seen = ask(turnstile, token).await;
            if seen.is_none() {
                worker::console_error!("people: the service did not answer");
            }
            seen
        }))
    }
}

async fn ask(turnstile: &Turnstile, token: &str) -> Option<Seen> {
    let body = serde_json::json!({ "secret": turnstile.secret, "response": token }).to_string();
    let request = post(&turnstile.url, &body, &[("content-type", "application/json")]).ok()?;
    let answer = sent(request, PATIENCE).await.ok()?;
    if answer.status_code() >= 500 {
        return None;
    }
    serde_json::from_str(&text(&answer).await?).ok()
}
