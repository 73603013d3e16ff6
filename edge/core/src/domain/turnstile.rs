//! The bot check by Cloudflare Turnstile: the settings of a shop, and which outcome passes.

/// Longest token that is sent to Turnstile, in bytes.
pub const TOKEN_BYTES_MAX: usize = 2_048;
/// The action that a page must have named when it asked for the token.
const ACTION: &str = "recourse";

/// The settings of a shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turnstile {
    /// The hosts on which the check may have run.
    pub hostnames: Vec<String>,
    /// The secret of the service.
    pub secret: String,
    /// The address of the service; on a developer's machine that of a replacement.
    pub url: String,
}

/// The response of the service to a token.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(default)]
pub struct CaptchaOutcome {
    /// Whether the check was passed.
    pub success: bool,
    /// The host on which it ran.
    pub hostname: String,
    /// The action that the page named.
    pub action: String,
}

impl CaptchaOutcome {
    /// Whether the check was passed on a page of this shop, for this purpose.
    #[must_use]
    pub fn passes(&self, turnstile: &Turnstile) -> bool {
        self.success && self.action == ACTION && turnstile.hostnames.contains(&self.hostname)
    }
}
