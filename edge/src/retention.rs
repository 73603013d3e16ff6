//! How long a claim is kept: some time after it was closed, and much longer while it is open. The long end is on every key when
//! it is written, and the ledger forgets by itself. The short one is a note under `end/{day}/`, and the sweep of that day
//! removes the claim with all that belongs to it: nothing that was kept is written a second time for it, so no late writer
//! can bring back what a shopper has had erased.

use crate::settings::StoreSettings;
use crate::storage_key::ClaimKey;
use crate::time::civil_day;
use recourse::claim::{ClaimState, Stage};

const DAY_S: i64 = 86_400;

/// When a claim in that state is forgotten, in seconds since 1970.
#[must_use]
pub fn expires(settings: &StoreSettings, state: &ClaimState, now_ms: i64) -> i64 {
    let days =
        if is_over(state) { settings.retention_days.closed } else { settings.retention_days.open };
    now_ms.div_euclid(1000).saturating_add(i64::from(days).saturating_mul(DAY_S))
}

/// Whether nothing more is to come of a claim.
#[must_use]
pub fn is_over(state: &ClaimState) -> bool {
    matches!(state.stage, Stage::Closed | Stage::Cancelled)
}

/// What every note of an end starts with.
pub const EXPIRY_PREFIX: &str = "end/";

/// The note that a claim ends at an instant, in seconds since 1970. Notes stand in the order of their days.
#[must_use]
pub fn expiry_key(claim: &ClaimKey, ends_s: i64) -> String {
    format!("{EXPIRY_PREFIX}{}/{}", civil_day(ends_s.saturating_mul(1000), 0), claim.id())
}

/// Reads such a note: the day's text and the claim.
#[must_use]
pub fn parse_expiry_key(key: &str) -> Option<(&str, ClaimKey)> {
    let (day, id) = key.strip_prefix(EXPIRY_PREFIX)?.split_once('/')?;
    Some((day, ClaimKey::parse(id)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn a_closed_claim_is_kept_for_half_a_year_and_an_open_one_for_three() {
        let settings = Settings::default();
        let at = |stage| {
            expires(settings.of("one"), &ClaimState { stage, ..ClaimState::default() }, 1_999)
        };
        assert_eq!(at(Stage::Closed), 1 + 180 * 86_400);
        assert_eq!(at(Stage::Cancelled), at(Stage::Closed));
        assert_eq!(at(Stage::Requested), 1 + 1_095 * 86_400);
        assert_eq!(
            at(Stage::Rejected),
            1 + 1_095 * 86_400,
            "rejected is not closed: the shopper may answer"
        );
    }
}
