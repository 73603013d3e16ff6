//! Module `types`: which days are working days: the weekend and the holidays.

use super::Day;
use alloc::vec::Vec;
use core::fmt;
use serde::{Deserialize, Serialize};

/// The days of the week, Monday first, as policy files write them.
pub const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The error for a weekend of all seven days, and for days that are not in ascending order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarError;

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "not a calendar: at least one day of the week is a working day, and days are in order",
        )
    }
}

impl core::error::Error for CalendarError {}

/// The days of rest of every week: at most six, Saturday and Sunday by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Weekend(u8);

impl Weekend {
    /// A weekend of days given by their index in [`WEEKDAYS`]; empty where every day is a working
    /// day.
    ///
    /// # Errors
    /// [`CalendarError`] if all seven days are days of rest.
    pub fn of(days: impl IntoIterator<Item = u8>) -> Result<Weekend, CalendarError> {
        let bit = |day: u8| 1u8.checked_shl(day.into()).unwrap_or(0);
        Weekend::try_from(days.into_iter().fold(0, |sum, day| sum | bit(day)))
    }

    /// Whether the day is in the weekend.
    #[must_use]
    pub fn has(self, day: Day) -> bool {
        self.has_weekday(day.weekday().into())
    }

    /// How many days of a week are days of rest, 0 to 6.
    #[must_use]
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether every day is a working day.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The names of the days of rest, Monday first.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        (0_u32..).zip(WEEKDAYS).filter(move |(day, _)| self.has_weekday(*day)).map(|(_, name)| name)
    }

    /// Whether a day of the week (0 is Monday) is a day of rest.
    fn has_weekday(self, weekday: u32) -> bool {
        self.0.checked_shr(weekday).is_some_and(|rest| rest & 1 == 1)
    }
}

impl Default for Weekend {
    fn default() -> Weekend {
        Weekend(0b110_0000)
    }
}

impl TryFrom<u8> for Weekend {
    type Error = CalendarError;
    fn try_from(days: u8) -> Result<Weekend, CalendarError> {
        if days < 0b111_1111 { Ok(Weekend(days)) } else { Err(CalendarError) }
    }
}

impl From<Weekend> for u8 {
    fn from(weekend: Weekend) -> u8 {
        weekend.0
    }
}

/// Days in ascending order, each once. Serialised as steps in days, one or two bytes each: the
/// first from 1900-01-01, every other from the day before it in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<u32>", into = "Vec<u32>")]
pub struct DayList(Vec<Day>);

impl DayList {
    /// Whether the day is in the list.
    #[must_use]
    pub fn has(&self, day: Day) -> bool {
        self.0.binary_search(&day).is_ok()
    }

    /// The days, the earliest first.
    pub fn iter(&self) -> impl Iterator<Item = Day> {
        self.0.iter().copied()
    }
}

impl FromIterator<Day> for DayList {
    fn from_iter<T: IntoIterator<Item = Day>>(days: T) -> DayList {
        let mut days: Vec<Day> = days.into_iter().collect();
        days.sort_unstable();
        days.dedup();
        DayList(days)
    }
}

impl TryFrom<Vec<u32>> for DayList {
    type Error = CalendarError;
    fn try_from(steps: Vec<u32>) -> Result<DayList, CalendarError> {
        let mut days = Vec::with_capacity(steps.len());
        let mut day = Day::MIN;
        for step in steps {
            let next =
                i32::try_from(step).map(|step| day.plus_days(step)).map_err(|_| CalendarError)?;
            // `plus_days` stops at the last day of the calendar, so a step beyond it is cut short.
            // A step of 0 would repeat a day.
            let is_cut_short = day.days_until(next).unsigned_abs() != step;
            if is_cut_short || (step == 0 && !days.is_empty()) {
                return Err(CalendarError);
            }
            days.push(next);
            day = next;
        }
        Ok(DayList(days))
    }
}

impl From<DayList> for Vec<u32> {
    fn from(days: DayList) -> Vec<u32> {
        let mut previous = Day::MIN;
        let step = |day: Day| core::mem::replace(&mut previous, day).days_until(day).unsigned_abs();
        days.0.into_iter().map(step).collect()
    }
}

/// Which days are working days.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The days of rest of every week.
    pub weekend: Weekend,
    /// The other days of rest, such as public holidays.
    pub holidays: DayList,
}

impl Calendar {
    /// Whether the day is a working day.
    #[must_use]
    pub fn is_working(&self, day: Day) -> bool {
        !self.weekend.has(day) && !self.holidays.has(day)
    }

    /// The first working day after a day; [`Day::MAX`] where there is none.
    #[must_use]
    pub fn next_working(&self, day: Day) -> Day {
        let mut next = day.plus_days(1);
        while !self.is_working(next) && next < Day::MAX {
            next = next.plus_days(1);
        }
        next
    }

    /// The most holidays outside weekends that any `days` consecutive days can contain.
    pub(super) fn most_holidays_within(&self, days: u32) -> u32 {
        let holidays: Vec<Day> =
            self.holidays.iter().filter(|day| !self.weekend.has(*day)).collect();
        let count_from = |first: &Day| {
            holidays.iter().filter(|day| (0..=days).contains(&distance(*first, **day))).count()
        };
        u32::try_from(holidays.iter().map(count_from).max().unwrap_or(0)).unwrap_or(u32::MAX)
    }

    /// The length of the longest run of days without a working day.
    pub(super) fn longest_break(&self) -> u32 {
        // Any week shows the weekend; every other run contains a holiday.
        let week = (0..7).map(|offset| Day::MIN.plus_days(offset));
        let days_of_rest = week.chain(self.holidays.iter()).filter(|day| !self.is_working(*day));
        let run_length = |day: Day| {
            let mut first = day;
            while !self.is_working(first.plus_days(-1)) && first > Day::MIN {
                first = first.plus_days(-1);
            }
            distance(first, self.next_working(day))
        };
        days_of_rest.map(run_length).max().unwrap_or(0)
    }
}

/// Days from the first to the second; [`u32::MAX`] where the second is earlier.
fn distance(first: Day, second: Day) -> u32 {
    u32::try_from(first.days_until(second)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn days(texts: &[&str]) -> DayList {
        texts.iter().map(|text| day(text)).collect()
    }

    #[test]
    fn weekend_has_at_most_six_days() {
        let gulf = Weekend::of([4, 5]).unwrap();
        assert_eq!(gulf.names().collect::<Vec<_>>(), ["friday", "saturday"]);
        assert!(
            gulf.has(day("2026-11-20"))
                && gulf.has(day("2026-11-21"))
                && !gulf.has(day("2026-11-22"))
        );
        assert_eq!(Weekend::default().names().collect::<Vec<_>>(), ["saturday", "sunday"]);
        assert_eq!(Weekend::of(0..7), Err(CalendarError));
        assert!(Weekend::of([]).unwrap().is_empty());
    }

    #[test]
    fn day_list_is_serialised_as_steps_in_order() {
        let list = days(&["2026-12-26", "2026-12-25", "1900-01-01", "2026-12-25"]);
        let steps = Vec::<u32>::from(list.clone());
        assert_eq!(steps, [0, 46_379, 1]);
        assert_eq!(DayList::try_from(steps), Ok(list));
        for bad in [&[5, 0][..], &[u32::MAX], &[200_000]] {
            assert_eq!(DayList::try_from(bad.to_vec()), Err(CalendarError), "{bad:?}");
        }
    }

    #[test]
    fn calendar_next_working_day_is_past_weekend_and_holidays() {
        let christmas =
            Calendar { holidays: days(&["2026-12-25", "2026-12-26"]), ..Calendar::default() };
        assert_eq!(christmas.next_working(day("2026-12-24")), day("2026-12-28"));
        assert_eq!(christmas.longest_break(), 3);
        assert_eq!(Calendar::default().longest_break(), 2);
        assert_eq!(christmas.most_holidays_within(30), 1, "the 26th is a Saturday");
    }
}
