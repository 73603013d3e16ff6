//! How long a claim is stored: some time after it was closed, and longer while it is open. The long
//! period is set on every key when it is written, and KV removes the key. The short period is an
//! expiry key `end/{day}/…`, and the sweep of that day removes the claim with its events and
//! photos. No stored value is written again for it, so a late write cannot restore what a shopper
//! has erased.

use crate::domain::settings::StoreSettings;
use crate::domain::storage_key::ClaimKey;
use crate::domain::time::civil_day;
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

/// The prefix of the queue of claims whose retention ends.
pub const EXPIRY_PREFIX: &str = "end/";
/// The prefix of the queue of erased claims, whose tombstones end.
pub const ERASED_PREFIX: &str = "erased/";

/// The key of a claim in a queue. It ends at an instant, in seconds since 1970; keys are sorted by
/// day.
#[must_use]
pub fn queue_key(queue: &str, claim: &ClaimKey, ends_s: i64) -> String {
    format!("{queue}{}/{}", civil_day(ends_s.saturating_mul(1000), 0), claim.id())
}

/// Parses a key of a queue: the day's text and the claim.
#[must_use]
pub fn parse_queue_key<'a>(queue: &str, key: &'a str) -> Option<(&'a str, ClaimKey)> {
    let (day, id) = key.strip_prefix(queue)?.split_once('/')?;
    Some((day, ClaimKey::parse(id)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::Settings;

    #[test]
    fn retention_is_half_a_year_for_closed_and_three_years_for_open_claims() {
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
