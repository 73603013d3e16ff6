//! Module `types`: a time limit as policies phrase it ("within 30 days"), and its last day.

use super::{Calendar, Day};
use core::fmt;
use serde::{Deserialize, Serialize};

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unit {
    /// Calendar days: the day of the event is day 0, and day N still counts.
    Days,
    /// Working days of the policy's calendar: by default Monday to Friday, without holidays.
    BusinessDays,
    /// Calendar months: same day number, clamped to the month's end (30 November + 3 months = 28
    /// February).
    Months,
    /// Calendar years, as twelve months each (29 February + 1 year = 28 February).
    Years,
}

/// A number of days, business days, months or years after an event, inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// How many units.
    pub count: u16,
    /// What is counted.
    pub unit: Unit,
    /// Whether a last day that is no working day moves to the next working day (Regulation (EEC,
    /// Euratom) No 1182/71, Art. 3(4)).
    pub rolled: bool,
}

impl Limit {
    /// The last day of the limit, inclusive, for an event on `event`.
    ///
    /// A later event never has an earlier last day; regions of dates rely on that.
    #[must_use]
    pub fn last_day(self, event: Day, calendar: &Calendar) -> Day {
        let count = i32::from(self.count);
        let last = match self.unit {
            Unit::Days => event.plus_days(count),
            Unit::BusinessDays => (0..count).fold(event, |day, _| calendar.next_working(day)),
            Unit::Months => event.plus_months(u32::from(self.count)),
            Unit::Years => event.plus_months(u32::from(self.count).saturating_mul(12)),
        };
        if self.rolled && !calendar.is_working(last) { calendar.next_working(last) } else { last }
    }

    /// Whether the last day depends on which days are working days.
    #[must_use]
    pub fn needs_calendar(self) -> bool {
        self.rolled || self.unit == Unit::BusinessDays
    }

    /// The fewest and the most days that the limit can span for any event: `3 months` is 89 to 92
    /// days.
    #[must_use]
    pub fn span_days(self, calendar: &Calendar) -> (u32, u32) {
        let count = u32::from(self.count);
        let (least, most) = match self.unit {
            Unit::Days => (count, count),
            Unit::BusinessDays => (count, business_span(count, calendar)),
            Unit::Months => months_span(count),
            Unit::Years => months_span(count.saturating_mul(12)),
        };
        (least, if self.rolled { most.saturating_add(calendar.longest_break()) } else { most })
    }

    /// Whether this limit ends no later than the other for every event.
    #[must_use]
    pub fn never_after(self, other: Limit, calendar: &Calendar) -> bool {
        let is_shorter = self.unit == other.unit && self.count <= other.count;
        // Rolling keeps the order of days and never makes a day earlier.
        let (_, most) = self.span_days(calendar);
        (is_shorter && self.rolled <= other.rolled) || most <= other.span_days(calendar).0
    }
}

/// The most calendar days that `count` working days can span. Every holiday in the span is one more
/// day to count.
fn business_span(count: u32, calendar: &Calendar) -> u32 {
    let (rest, work) = (calendar.weekend.len(), 7u32.saturating_sub(calendar.weekend.len()).max(1));
    // Every week that is begun has one weekend; an event on a weekend can add another.
    let span_without_holidays = |count: u32| {
        let weekends = count.div_ceil(work).saturating_add(1);
        count.saturating_add(weekends.saturating_mul(rest))
    };
    let mut most = span_without_holidays(count);
    loop {
        let with_holidays = count.saturating_add(calendar.most_holidays_within(most));
        let longer = span_without_holidays(with_holidays);
        if longer <= most {
            return most;
        }
        most = longer;
    }
}

/// The shortest and the longest span of `months` calendar months, in days, over the start days of
/// four years.
fn months_span(months: u32) -> (u32, u32) {
    let mut least = u32::MAX;
    let mut most = 0;
    // Four years have every combination of month lengths except those of century years, which are
    // one day shorter: the minimum is lowered by one day for them.
    let mut start = Day::from_ymd(2000, 1, 1).unwrap_or(Day::MIN);
    for _ in 0..1461 {
        let days = start.days_until(start.plus_months(months)).unsigned_abs();
        least = least.min(days);
        most = most.max(days);
        start = start.plus_days(1);
    }
    (least.saturating_sub(1), most)
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_one = self.count == 1;
        let unit = match self.unit {
            Unit::Days if is_one => "day",
            Unit::Days => "days",
            Unit::BusinessDays if is_one => "business day",
            Unit::BusinessDays => "business days",
            Unit::Months if is_one => "month",
            Unit::Months => "months",
            Unit::Years if is_one => "year",
            Unit::Years => "years",
        };
        write!(f, "{} {unit}{}", self.count, if self.rolled { " rolled" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{DayList, Weekend};
    use alloc::string::{String, ToString};

    const UNITS: [Unit; 4] = [Unit::Days, Unit::BusinessDays, Unit::Months, Unit::Years];

    fn last_day(count: u16, unit: Unit, rolled: bool, event: &str) -> String {
        last_day_in(&Calendar::default(), count, unit, rolled, event)
    }

    fn last_day_in(
        calendar: &Calendar,
        count: u16,
        unit: Unit,
        rolled: bool,
        event: &str,
    ) -> String {
        let event = Day::parse(event).unwrap();
        Limit { count, unit, rolled }.last_day(event, calendar).to_string()
    }

    /// A calendar with a weekend of Friday and Saturday, and a few holidays, three of them in a
    /// row.
    fn gulf() -> Calendar {
        let days =
            ["2024-04-09", "2024-04-10", "2024-04-11", "2024-09-23", "2025-01-05", "2025-03-30"];
        let holidays: DayList = days.iter().filter_map(|day| Day::parse(day).ok()).collect();
        Calendar { weekend: Weekend::of([4, 5]).unwrap(), holidays }
    }

    #[test]
    fn limit_includes_its_last_day_and_rolls_only_where_asked() {
        assert_eq!(last_day(30, Unit::Days, false, "2026-10-21"), "2026-11-20");
        // 21 November 2026 is a Saturday.
        assert_eq!(last_day(14, Unit::Days, true, "2026-11-07"), "2026-11-23");
        assert_eq!(last_day(14, Unit::Days, true, "2026-11-06"), "2026-11-20");
        assert_eq!(last_day(3, Unit::Months, false, "2026-11-30"), "2027-02-28");
        assert_eq!(last_day(1, Unit::Years, false, "2024-02-29"), "2025-02-28");
        // 20 November 2026 is a Friday.
        assert_eq!(last_day(3, Unit::BusinessDays, false, "2026-11-20"), "2026-11-25");
    }

    #[test]
    fn limit_depends_on_the_calendar_for_business_days_and_rolling_only() {
        let gulf = gulf();
        // 8 April 2024 is a Monday; Tuesday to Thursday are holidays, Friday and Saturday the
        // weekend.
        assert_eq!(last_day_in(&gulf, 1, Unit::BusinessDays, false, "2024-04-08"), "2024-04-14");
        assert_eq!(last_day_in(&gulf, 1, Unit::Days, true, "2024-04-08"), "2024-04-14");
        assert_eq!(last_day_in(&gulf, 1, Unit::Days, false, "2024-04-08"), "2024-04-09");
        let sunday = last_day_in(&gulf, 7, Unit::Days, true, "2026-11-15");
        assert_eq!(sunday, "2026-11-22", "a Sunday is a working day");
    }

    #[test]
    fn limit_never_ends_earlier_for_a_later_event() {
        for calendar in [Calendar::default(), gulf()] {
            for (unit, rolled) in UNITS.into_iter().flat_map(|unit| [(unit, false), (unit, true)]) {
                let limit = Limit { count: 3, unit, rolled };
                let (least, most) = limit.span_days(&calendar);
                let mut event = Day::parse("2023-01-01").unwrap();
                for _ in 0..1600 {
                    let (last, next) = (limit.last_day(event, &calendar), event.plus_days(1));
                    assert!(last <= limit.last_day(next, &calendar), "{limit} {event}");
                    let days = event.days_until(last).unsigned_abs();
                    assert!(
                        (least..=most).contains(&days),
                        "{limit} {event}: {days}, not {least} to {most}"
                    );
                    event = next;
                }
            }
        }
    }

    #[test]
    fn limit_order_is_that_of_the_counts_within_one_unit() {
        let calendar = gulf();
        let limit = |count, unit, rolled| Limit { count, unit, rolled };
        let one_business_day = limit(1, Unit::BusinessDays, false);
        assert!(one_business_day.never_after(limit(3, Unit::BusinessDays, false), &calendar));
        assert!(one_business_day.never_after(limit(30, Unit::Days, false), &calendar));
        assert!(
            !one_business_day.never_after(limit(3, Unit::Days, false), &calendar),
            "a long weekend is longer"
        );
        assert!(!limit(14, Unit::Days, true).never_after(limit(14, Unit::Days, false), &calendar));
        assert!(limit(14, Unit::Days, false).never_after(limit(14, Unit::Days, true), &calendar));
    }
}
