//! The civil day of a claim: the earlier of the shop's and the shopper's, so that no shopper is late by a time zone.

use recourse::types::Day;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

/// The civil day at an instant, `offset` minutes east of UTC.
#[must_use]
pub fn civil_day(at_ms: i64, offset: i32) -> Day {
    let local = at_ms.saturating_add(i64::from(offset).saturating_mul(MINUTE_MS));
    let days = i32::try_from(local.div_euclid(DAY_MS)).unwrap_or(i32::MAX);
    Day::from_ymd(1970, 1, 1).unwrap_or(Day::MIN).plus_days(days)
}

/// The earlier of the shop's day and the shopper's. The shopper's offset is a claim of the browser: clamped to the zones
/// that exist, it can gain a day at most.
#[must_use]
pub fn today(at_ms: i64, shop_offset: i32, shopper_offset: i16) -> Day {
    let shopper = i32::from(shopper_offset.clamp(-720, 840));
    civil_day(at_ms, shop_offset).min(civil_day(at_ms, shopper))
}

/// An instant in ISO 8601, UTC, to the second.
#[must_use]
pub fn to_rfc3339(at_ms: i64) -> String {
    let second = at_ms.div_euclid(1000).rem_euclid(86_400);
    let (hour, minute) = (second / 3600, (second / 60) % 60);
    format!("{}T{hour:02}:{minute:02}:{:02}Z", civil_day(at_ms, 0), second % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-20T23:30:00Z
    const LATE: i64 = 1_795_217_400_000;

    #[test]
    fn instants_are_iso_in_utc() {
        assert_eq!(to_rfc3339(LATE), "2026-11-20T23:30:00Z");
        assert_eq!(to_rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(to_rfc3339(-1), "1969-12-31T23:59:59Z");
        assert_eq!(to_rfc3339(951_782_400_000), "2000-02-29T00:00:00Z");
    }

    #[test]
    fn today_is_the_earlier_of_shop_and_shopper() {
        let day = |shop, shopper| today(LATE, shop, shopper).to_string();
        assert_eq!(day(60, 0), "2026-11-20", "the shop is a day ahead: the shopper's day counts");
        assert_eq!(day(0, 60), "2026-11-20", "the shopper is a day ahead: the shop's day counts");
        assert_eq!(day(60, 60), "2026-11-21");
    }

    #[test]
    fn a_lying_offset_gains_one_day_at_most() {
        assert_eq!(today(LATE, 60, i16::MIN), today(LATE, 60, -720));
        assert_eq!(today(LATE, 60, i16::MIN).to_string(), "2026-11-20");
        assert_eq!(today(LATE, 840, i16::MAX).to_string(), "2026-11-21");
    }
}
