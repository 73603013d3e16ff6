//! Module `types`: a civil day: a date of the calendar without time and time zone. The current day
//! is always an argument.

use alloc::string::{String, ToString};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use core::fmt;
use serde::{Deserialize, Serialize};

/// First year a [`Day`] may lie in.
const YEAR_MIN: i32 = 1900;
/// Last year a [`Day`] may lie in.
const YEAR_MAX: i32 = 2299;

/// The error for a text or number that is no civil day between 1900 and 2299.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayError;

impl fmt::Display for DayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date: write it as YYYY-MM-DD, years 1900 to 2299")
    }
}

impl core::error::Error for DayError {}

/// A civil day, always a real date of the Gregorian calendar: 2023-02-29 cannot be built.
///
/// Parsed from and printed as ISO 8601 `YYYY-MM-DD`. Arithmetic that would leave the range returns
/// its first or last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Day(NaiveDate);

impl Day {
    /// The earliest day: 1900-01-01.
    pub const MIN: Day = Day(match NaiveDate::from_ymd_opt(YEAR_MIN, 1, 1) {
        Some(date) => date,
        None => NaiveDate::MIN,
    });
    /// The latest day: 2299-12-31.
    pub const MAX: Day = Day(match NaiveDate::from_ymd_opt(YEAR_MAX, 12, 31) {
        Some(date) => date,
        None => NaiveDate::MAX,
    });

    /// The day of that year (1900 to 2299), month (1 to 12) and day of the month, if the calendar
    /// has it.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(YEAR_MIN..=YEAR_MAX).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Day)
    }

    /// Reads `YYYY-MM-DD`, exactly ten characters.
    ///
    /// # Errors
    /// [`DayError`] for another form, or a day that the calendar does not have.
    pub fn parse(text: &str) -> Result<Day, DayError> {
        let mut parts = text.split('-');
        let mut number = |width: usize| {
            parts
                .next()
                .filter(|p| p.len() == width && p.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|p| p.parse::<u32>().ok())
        };
        let (year, month, day) = (number(4), number(2), number(2));
        match (year, month, day, parts.next()) {
            (Some(y), Some(m), Some(d), None) => {
                i32::try_from(y).ok().and_then(|y| Day::from_ymd(y, m, d)).ok_or(DayError)
            }
            _ => Err(DayError),
        }
    }

    /// The day `count` days later (earlier for a negative count).
    #[must_use]
    pub fn plus_days(self, count: i32) -> Day {
        let step = Days::new(u64::from(count.unsigned_abs()));
        let moved =
            if count < 0 { self.0.checked_sub_days(step) } else { self.0.checked_add_days(step) };
        let edge = if count < 0 { Day::MIN } else { Day::MAX };
        moved.map_or(edge, |date| Day(date).clamp(Day::MIN, Day::MAX))
    }

    /// The same day of the month `count` months later, or that month's last day if it is shorter:
    /// 31 January + 1 month = 28 or 29 February.
    #[must_use]
    pub fn plus_months(self, count: u32) -> Day {
        self.0
            .checked_add_months(Months::new(count))
            .map_or(Day::MAX, |date| Day(date).min(Day::MAX))
    }

    /// Whole days from `self` to `later`; negative where `later` is earlier.
    #[must_use]
    pub fn days_until(self, later: Day) -> i32 {
        later.0.num_days_from_ce().saturating_sub(self.0.num_days_from_ce())
    }

    /// The day of the week: 0 is Monday, 6 is Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        u8::try_from(self.0.weekday().num_days_from_monday()).unwrap_or(0)
    }

    /// Whether the day is a Saturday or a Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// The day that is meant by a month (1 to 12) and a day of the month (1 to 31) without a year:
    /// the newest that is not after `today`, or the nearest where it may be after. `None` where no
    /// year has such a day.
    #[must_use]
    pub fn without_year(month: u32, day: u32, today: Day, can_be_future: bool) -> Option<Day> {
        let year = today.ymd().0;
        // 29 February is at most eight years away, as around 1900.
        let years = year.saturating_sub(8)..=year.saturating_add(8);
        let days = years.filter_map(|year| Day::from_ymd(year, month, day));
        if can_be_future {
            days.min_by_key(|day| day.days_until(today).unsigned_abs())
        } else {
            days.take_while(|day| *day <= today).last()
        }
    }

    /// Year, month (1 to 12) and day of the month (1 to 31).
    #[must_use]
    pub fn ymd(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl TryFrom<String> for Day {
    type Error = DayError;
    fn try_from(text: String) -> Result<Day, DayError> {
        Day::parse(&text)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn day_without_a_year_is_the_newest_past_day_or_the_nearest() {
        for (today, written, past, nearest) in [
            ("2027-01-05", (12, 28), "2026-12-28", "2026-12-28"),
            ("2026-12-28", (12, 28), "2026-12-28", "2026-12-28"),
            ("2026-12-28", (1, 5), "2026-01-05", "2027-01-05"),
            ("2026-06-15", (6, 16), "2025-06-16", "2026-06-16"),
            ("2026-06-15", (2, 29), "2024-02-29", "2028-02-29"),
            ("1904-02-28", (2, 29), "", "1904-02-29"),
            ("2299-12-31", (1, 1), "2299-01-01", "2299-01-01"),
        ] {
            let read = |can_be_future| {
                let read = Day::without_year(written.0, written.1, day(today), can_be_future);
                read.map(|day| day.to_string()).unwrap_or_default()
            };
            assert_eq!((read(false), read(true)), (past.into(), nearest.into()), "{written:?}");
        }
        assert_eq!(Day::without_year(2, 30, day("2026-06-15"), true), None);
        assert_eq!(Day::without_year(0, 1, day("2026-06-15"), false), None);
    }

    #[test]
    fn day_is_a_real_date_in_iso_form() {
        for good in ["2024-02-29", "1900-01-01", "2299-12-31"] {
            assert_eq!(day(good).to_string(), good);
        }
        for bad in [
            "2023-02-29",
            "2026-1-1",
            "20261120",
            "2026-13-01",
            "1899-12-31",
            "2300-01-01",
            "",
            "2026-11-20x",
            "+026-01-01",
        ] {
            assert_eq!(Day::parse(bad), Err(DayError), "{bad}");
        }
    }

    #[test]
    fn day_plus_months_ends_with_a_shorter_month() {
        assert_eq!(day("2026-11-30").plus_months(3), day("2027-02-28"));
        assert_eq!(day("2023-11-30").plus_months(3), day("2024-02-29"));
        assert_eq!(day("2024-02-29").plus_months(12), day("2025-02-28"));
    }

    #[test]
    fn day_agrees_with_jiff_from_1900_to_2200() {
        let mut ours = Day::MIN;
        let mut theirs = jiff::civil::date(1900, 1, 1);
        while theirs.year() <= 2200 {
            assert_eq!(ours.to_string(), theirs.to_string());
            let weekend = matches!(
                theirs.weekday(),
                jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday
            );
            assert_eq!(ours.is_weekend(), weekend, "{theirs}");
            let later = theirs.checked_add(jiff::Span::new().months(3)).unwrap();
            assert_eq!(ours.plus_months(3).to_string(), later.to_string());
            ours = ours.plus_days(1);
            theirs = theirs.tomorrow().unwrap();
        }
    }
}
