//! Room `words`: a time limit as policies word it ("within 30 days"), and the last day on which it holds.

use super::Day;
use super::compact::compact;
use core::fmt;
use serde::{Deserialize, Serialize};

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unit {
    /// Calendar days: the day of the event is day 0, and day N still counts.
    Days,
    /// Monday to Friday. No holidays: an estimate, and said so where it is shown.
    BusinessDays,
    /// Calendar months: same day number, clamped to the month's end (30 November + 3 months = 28 February).
    Months,
    /// Calendar years: as twelve months each (29 February + 1 year = 28 February).
    Years,
}

/// A count of days, business days, months or years after an event, inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// How many units.
    pub count: u16,
    /// What is counted.
    pub unit: Unit,
    /// Whether a last day on Saturday or Sunday moves to Monday (Regulation 1182/71 art. 3(4), without public holidays).
    pub rolled: bool,
}

compact!(
    enum Unit {
        Days,
        BusinessDays,
        Months,
        Years,
    }
);
compact!(struct Limit { count, unit, rolled });

impl Limit {
    /// The last day on which the limit still holds for an event on `event`.
    ///
    /// Never earlier for a later event, which is what makes dates fall into regions.
    #[must_use]
    pub fn last_day(self, event: Day) -> Day {
        let count = i32::from(self.count);
        let last = match self.unit {
            Unit::Days => event.plus_days(count),
            Unit::BusinessDays => (0..count).fold(event, |day, _| next_business_day(day)),
            Unit::Months => event.plus_months(u32::from(self.count)),
            Unit::Years => event.plus_months(u32::from(self.count).saturating_mul(12)),
        };
        if self.rolled { roll(last) } else { last }
    }

    /// The fewest and the most days the limit can span, whatever the calendar: `3 months` is 89 to 92 days.
    #[must_use]
    pub fn span_days(self) -> (u32, u32) {
        let count = u32::from(self.count);
        let (least, most) = match self.unit {
            Unit::Days => (count, count),
            // Five of seven days are business days; an event on a weekend or a weekend inside moves it by two at most each.
            Unit::BusinessDays => {
                (count, count.saturating_add(count.div_ceil(5).saturating_mul(2)).saturating_add(2))
            }
            Unit::Months => months_span(count),
            Unit::Years => months_span(count.saturating_mul(12)),
        };
        (least, if self.rolled { most.saturating_add(2) } else { most })
    }
}

/// Shortest and longest span of `months` calendar months, in days, found by trying every start of a 400-year-like cycle's years.
fn months_span(months: u32) -> (u32, u32) {
    let mut least = u32::MAX;
    let mut most = 0;
    // Four years hold every mix of month lengths that clamping can meet outside century years; one day of slack covers those.
    let mut start = Day::from_ymd(2000, 1, 1).unwrap_or(Day::MIN);
    for _ in 0..1461 {
        let days = start.days_until(start.plus_months(months)).unsigned_abs();
        least = least.min(days);
        most = most.max(days);
        start = start.plus_days(1);
    }
    (least.saturating_sub(1), most)
}

fn roll(day: Day) -> Day {
    if day.is_weekend() { roll_once(day) } else { day }
}

fn roll_once(day: Day) -> Day {
    let next = day.plus_days(1);
    if next.is_weekend() { next.plus_days(1) } else { next }
}

fn next_business_day(day: Day) -> Day {
    let mut next = day.plus_days(1);
    while next.is_weekend() && next < Day::MAX {
        next = next.plus_days(1);
    }
    next
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = self.count == 1;
        let unit = match self.unit {
            Unit::Days if one => "day",
            Unit::Days => "days",
            Unit::BusinessDays if one => "business day",
            Unit::BusinessDays => "business days",
            Unit::Months if one => "month",
            Unit::Months => "months",
            Unit::Years if one => "year",
            Unit::Years => "years",
        };
        write!(f, "{} {unit}{}", self.count, if self.rolled { " rolled" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(count: u16, unit: Unit, rolled: bool, event: &str) -> alloc::string::String {
        use alloc::string::ToString;
        Limit { count, unit, rolled }.last_day(Day::parse(event).unwrap()).to_string()
    }

    #[test]
    fn the_last_day_counts_and_weekends_roll_only_where_asked() {
        assert_eq!(last(30, Unit::Days, false, "2026-10-21"), "2026-11-20");
        assert_eq!(last(14, Unit::Days, true, "2026-11-07"), "2026-11-23"); // 21 November 2026 is a Saturday
        assert_eq!(last(14, Unit::Days, true, "2026-11-06"), "2026-11-20");
        assert_eq!(last(3, Unit::Months, false, "2026-11-30"), "2027-02-28");
        assert_eq!(last(1, Unit::Years, false, "2024-02-29"), "2025-02-28");
        assert_eq!(last(3, Unit::BusinessDays, false, "2026-11-20"), "2026-11-25"); // a Friday
    }

    #[test]
    fn a_later_event_never_has_an_earlier_last_day() {
        for unit in [Unit::Days, Unit::BusinessDays, Unit::Months, Unit::Years] {
            for rolled in [false, true] {
                let limit = Limit { count: 3, unit, rolled };
                let mut event = Day::parse("2023-01-01").unwrap();
                for _ in 0..1600 {
                    let next = event.plus_days(1);
                    assert!(limit.last_day(event) <= limit.last_day(next), "{limit} {event}");
                    let days = event.days_until(limit.last_day(event)).unsigned_abs();
                    let (least, most) = limit.span_days();
                    assert!(
                        (least..=most).contains(&days),
                        "{limit} {event}: {days} not in {least}..={most}"
                    );
                    event = next;
                }
            }
        }
    }
}
