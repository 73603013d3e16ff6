//! The secrets, and the source of randomness.

use recourse_edge::domain::ticket::SigningKey;
use recourse_edge::ports::Entropy;

pub(super) fn signing_key(env: &worker::Env) -> Option<SigningKey> {
    SigningKey::parse(text(env, "TICKET_KEY")?.trim())
}

pub(super) fn desk_token(env: &worker::Env) -> Option<String> {
    text(env, "DESK_TOKEN").filter(|token| !token.is_empty())
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
