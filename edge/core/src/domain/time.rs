//! The civil day of a claim: the earlier of the shop's and the shopper's, so that no shopper is
//! late by a time zone.

use chrono::{DateTime, Datelike, SecondsFormat, Utc};
use recourse::types::Day;

const MINUTE_MS: i64 = 60_000;

/// The civil day at an instant, `offset` minutes east of UTC. An instant beyond
/// the calendar is on its first or last day.
#[must_use]
pub fn civil_day(at_ms: i64, offset: i32) -> Day {
    let local = at_ms.saturating_add(i64::from(offset).saturating_mul(MINUTE_MS));
    utc(local)
        .map(|at| at.date_naive())
        .and_then(|date| Day::from_ymd(date.year(), date.month(), date.day()))
        .unwrap_or(if local < 0 { Day::MIN } else { Day::MAX })
}

fn utc(at_ms: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(at_ms)
}

/// The earlier of the shop's day and the shopper's. The shopper's offset is a claim of the browser:
/// clamped to the zones that exist, it can gain a day at most.
#[must_use]
pub fn today(at_ms: i64, shop_offset: i32, shopper_offset: i16) -> Day {
    let shopper = i32::from(shopper_offset.clamp(-720, 840));
    civil_day(at_ms, shop_offset).min(civil_day(at_ms, shopper))
}

/// An instant in RFC 3339, UTC, to the second; empty beyond the calendar of chrono.
#[must_use]
pub fn to_rfc3339(at_ms: i64) -> String {
    utc(at_ms).map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-20T23:30:00Z
    const LATE: i64 = 1_795_217_400_000;

    #[test]
    fn rfc_3339_instants_are_in_utc() {
        assert_eq!(to_rfc3339(LATE), "2026-11-20T23:30:00Z");
        assert_eq!(to_rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(to_rfc3339(-1), "1969-12-31T23:59:59Z");
        assert_eq!(to_rfc3339(951_782_400_000), "2000-02-29T00:00:00Z");
    }

    #[test]
    fn civil_day_is_the_earlier_of_shop_and_shopper() {
        let day = |shop, shopper| today(LATE, shop, shopper).to_string();
        assert_eq!(day(60, 0), "2026-11-20", "the shop is a day ahead: the shopper's day counts");
        assert_eq!(day(0, 60), "2026-11-20", "the shopper is a day ahead: the shop's day counts");
        assert_eq!(day(60, 60), "2026-11-21");
    }

    #[test]
    fn civil_day_gains_at_most_one_day_by_a_false_offset() {
        assert_eq!(today(LATE, 60, i16::MIN), today(LATE, 60, -720));
        assert_eq!(today(LATE, 60, i16::MIN).to_string(), "2026-11-20");
        assert_eq!(today(LATE, 840, i16::MAX).to_string(), "2026-11-21");
    }
}
