//! Module `types`: a time limit as policies word it ("within 30 days"), and the last day on which it holds.

use super::compact::compact;
use super::{Calendar, Day};
use core::fmt;
use serde::{Deserialize, Serialize};

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unit {
    /// Calendar days: the day of the event is day 0, and day N still counts.
    Days,
    /// Working days of the policy's calendar: Monday to Friday without holidays, where it has none.
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
    /// Whether a last day that is no working day moves to the next one (Regulation (EEC, Euratom) 1182/71 art. 3(4)).
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

    /// The fewest and the most days the limit can span, whatever the event: `3 months` is 89 to 92 days.
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

    /// Whether this limit ends no later than the other, whatever the event.
    #[must_use]
    pub fn never_after(self, other: Limit, calendar: &Calendar) -> bool {
        let alike = self.unit == other.unit && self.count <= other.count;
        // Moving a day past days of rest keeps the order of days, and never makes one earlier.
        let (_, most) = self.span_days(calendar);
        (alike && self.rolled <= other.rolled) || most <= other.span_days(calendar).0
    }
}

/// The most days that so many working days can span. Every holiday on the way is another day to be counted.
fn business_span(count: u32, calendar: &Calendar) -> u32 {
    let (rest, work) = (calendar.weekend.len(), 7u32.saturating_sub(calendar.weekend.len()).max(1));
    // A week has so many working days; an event on a weekend and a weekend inside move it by one weekend at most each.
    let plain = |count: u32| {
        let weekends = count.div_ceil(work).saturating_add(1);
        count.saturating_add(weekends.saturating_mul(rest))
    };
    let mut most = plain(count);
    loop {
        let longer = plain(count.saturating_add(calendar.most_holidays_within(most)));
        if longer <= most {
            return most;
        }
        most = longer;
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
    use crate::types::{DayList, Weekend};

    const UNITS: [Unit; 4] = [Unit::Days, Unit::BusinessDays, Unit::Months, Unit::Years];

    fn last(count: u16, unit: Unit, rolled: bool, event: &str) -> alloc::string::String {
        on(&Calendar::default(), count, unit, rolled, event)
    }

    fn on(
        calendar: &Calendar,
        count: u16,
        unit: Unit,
        rolled: bool,
        event: &str,
    ) -> alloc::string::String {
        use alloc::string::ToString;
        Limit { count, unit, rolled }.last_day(Day::parse(event).unwrap(), calendar).to_string()
    }

    /// Fridays and Saturdays, and a few holidays, some of them in a row.
    fn gulf() -> Calendar {
        let days =
            ["2024-04-09", "2024-04-10", "2024-04-11", "2024-09-23", "2025-01-05", "2025-03-30"];
        let holidays: DayList = days.iter().filter_map(|day| Day::parse(day).ok()).collect();
        Calendar { weekend: Weekend::of([4, 5]).unwrap(), holidays }
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
    fn a_calendar_moves_business_days_and_rolled_limits_alone() {
        let gulf = gulf();
        // 8 April 2024 is a Monday; Tuesday to Thursday are holidays, Friday and Saturday the weekend.
        assert_eq!(on(&gulf, 1, Unit::BusinessDays, false, "2024-04-08"), "2024-04-14");
        assert_eq!(on(&gulf, 1, Unit::Days, true, "2024-04-08"), "2024-04-14");
        assert_eq!(on(&gulf, 1, Unit::Days, false, "2024-04-08"), "2024-04-09");
        assert_eq!(
            on(&gulf, 7, Unit::Days, true, "2026-11-15"),
            "2026-11-22",
            "a Sunday is a working day"
        );
    }

    #[test]
    fn a_later_event_never_has_an_earlier_last_day() {
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
    fn limits_of_one_unit_are_in_order_by_their_count() {
        let (calendar, days) = (gulf(), |count, unit, rolled| Limit { count, unit, rolled });
        let one = days(1, Unit::BusinessDays, false);
        assert!(one.never_after(days(3, Unit::BusinessDays, false), &calendar));
        assert!(one.never_after(days(30, Unit::Days, false), &calendar));
        assert!(
            !one.never_after(days(3, Unit::Days, false), &calendar),
            "a long weekend is longer"
        );
        assert!(!days(14, Unit::Days, true).never_after(days(14, Unit::Days, false), &calendar));
        assert!(days(14, Unit::Days, false).never_after(days(14, Unit::Days, true), &calendar));
    }
}
