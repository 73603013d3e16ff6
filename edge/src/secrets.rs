//! The secrets, and the source of randomness.

use super::settings::is_local;
use recourse_edge::domain::development::is_development_value;
use recourse_edge::domain::ticket::SigningKey;
use recourse_edge::ports::Entropy;

/// The signing key; `None`, with a line in the log, where it is the public one of `.dev.vars` and
/// this is not the local environment.
pub(super) fn signing_key(env: &worker::Env) -> Option<SigningKey> {
    let digits = text(env, "TICKET_KEY")?;
    if !is_local(env) && is_development_value(digits.trim()) {
        worker::console_error!("TICKET_KEY is the public value of edge/.dev.vars");
        return None;
    }
    SigningKey::parse(digits.trim())
}

fn text(env: &worker::Env, name: &str) -> Option<String> {
    env.secret(name).ok().map(|secret| secret.to_string())
}

/// `crypto.getRandomValues`.
#[derive(Debug)]
pub(super) struct RuntimeEntropy;

impl Entropy for RuntimeEntropy {
    fn nonce(&self) -> Option<[u8; 16]> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).ok().map(|()| bytes)
    }
}
