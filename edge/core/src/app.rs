//! Module `app`: the application state, which is the ports, the secrets and the settings.

use crate::domain::settings::{Settings, StoreSettings};
use crate::domain::ticket::SigningKey;
use crate::ports::{
    CaptchaVerifier, Clock, Entropy, Ledger, Localizer, OrderRegistry, Outbox, PhotoStore,
    RateLimiter, Verifier,
};
use crate::problem::Problem;
use std::sync::Arc;

/// The application state.
pub struct AppState {
    /// The clock.
    pub clock: Box<dyn Clock>,
    /// The store of claims.
    pub ledger: Box<dyn Ledger>,
    /// The store of photos.
    pub photo_store: Box<dyn PhotoStore>,
    /// Serialises the claims of each order.
    pub order_registry: Box<dyn OrderRegistry>,
    /// Verifies signatures with public keys.
    pub verifier: Box<dyn Verifier>,
    /// Rate limits.
    pub rate_limiter: Box<dyn RateLimiter>,
    /// CAPTCHA verification.
    pub captcha: Box<dyn CaptchaVerifier>,
    /// Webhook deliveries.
    pub outbox: Box<dyn Outbox>,
    /// Locale data.
    pub localizer: Box<dyn Localizer>,
    /// Random numbers.
    pub entropy: Box<dyn Entropy>,
    /// Signs tickets and private links; `None` where it is not configured.
    pub signing_key: Option<SigningKey>,
    /// The settings of the shops; `None` where they cannot be read.
    pub settings: Option<Arc<Settings>>,
}

/// The application state, shared by all handlers.
pub type SharedState = Arc<AppState>;

impl std::fmt::Debug for AppState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AppState")
    }
}

impl AppState {
    /// The signing key.
    ///
    /// # Errors
    /// `not_configured`.
    pub fn signing_key(&self) -> Result<&SigningKey, Problem> {
        self.signing_key.as_ref().ok_or_else(Problem::not_configured)
    }

    /// The settings of a store.
    ///
    /// # Errors
    /// `not_configured`.
    pub fn settings(&self, store: &str) -> Result<&StoreSettings, Problem> {
        let settings = self.settings.as_ref().ok_or_else(Problem::not_configured)?;
        Ok(settings.of(store))
    }
}
