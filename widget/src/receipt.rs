//! The receipt of a claim that the shop has accepted.

use serde::{Deserialize, Serialize};

/// The Worker's answer to a submitted claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Receipt {
    /// The number of the claim.
    pub(crate) claim: String,
    /// The private link to the claim's status; empty where another tab has received it already.
    #[serde(default)]
    pub(crate) status_url: String,
    /// When the shop will have done what.
    #[serde(default)]
    pub(crate) due: Vec<DueTimer>,
}

/// A service level of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DueTimer {
    /// The id of the policy's timer.
    pub(crate) timer: String,
    /// The end of the period, in RFC 3339.
    pub(crate) at: String,
}

impl Receipt {
    /// The address of the status page and the secret in its fragment; both empty without a private
    /// link.
    pub(crate) fn link(&self) -> (&str, &str) {
        self.status_url.split_once('#').unwrap_or_default()
    }
}
