//! Module `types`: the days that are no working days: the days of rest of every week, and holidays.

use super::Day;
use super::compact::{Compact, Reader, compact};
use alloc::vec::Vec;
use core::fmt;
use serde::{Deserialize, Serialize};

/// The days of the week, Monday first, as policy files write them.
pub const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Days of rest that are all seven days, or days that are not in order.
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

/// The days of rest of every week. At least one day is none. Saturday and Sunday, where nothing else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Weekend(u8);

impl Weekend {
    /// The days of rest by their place in [`WEEKDAYS`]; none, where every day is a working day.
    ///
    /// # Errors
    /// [`CalendarError`] where all seven days are days of rest.
    pub fn of(days: impl IntoIterator<Item = u8>) -> Result<Weekend, CalendarError> {
        let bit = |day: u8| 1u8.checked_shl(day.into()).unwrap_or(0);
        Weekend::try_from(days.into_iter().fold(0, |sum, day| sum | bit(day)))
    }

    /// Whether the day is one of them.
    #[must_use]
    pub fn has(self, day: Day) -> bool {
        self.0.checked_shr(day.weekday().into()).is_some_and(|rest| rest & 1 == 1)
    }

    /// How many days of a week they are.
    #[must_use]
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether every day is a working day.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Their names, Monday first.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let rests = move |day: &usize| {
            u32::try_from(*day).is_ok_and(|day| self.0.wrapping_shr(day) & 1 == 1)
        };
        WEEKDAYS.into_iter().enumerate().filter(move |(day, _)| rests(day)).map(|(_, name)| name)
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

impl Compact for Weekend {
    fn read(from: &mut Reader<'_>) -> Weekend {
        Weekend::try_from(u8::read(from)).unwrap_or_else(|_| from.fail(Weekend(0)))
    }
}

/// Days in order, each once. Kept as the count of days since 1900-01-01 and since the one before: a byte or two each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<u32>", into = "Vec<u32>")]
pub struct DayList(Vec<Day>);

impl DayList {
    /// Whether the day is one of them.
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
            // A step that leaves the calendar ends at its edge, and one of no day stays where it was.
            let whole = day.days_until(next).unsigned_abs() == step;
            if !whole || (step == 0 && !days.is_empty()) {
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
        let mut before = Day::MIN;
        let step = |day: Day| core::mem::replace(&mut before, day).days_until(day).unsigned_abs();
        days.0.into_iter().map(step).collect()
    }
}

impl Compact for DayList {
    fn read(from: &mut Reader<'_>) -> DayList {
        DayList::try_from(Vec::read(from)).unwrap_or_else(|_| from.fail(DayList::default()))
    }
}

/// Which days are working days.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The days of rest of every week.
    pub weekend: Weekend,
    /// The other days of rest.
    pub holidays: DayList,
}

compact!(struct Calendar { weekend, holidays });

impl Calendar {
    /// Whether the day is a working day.
    #[must_use]
    pub fn is_working(&self, day: Day) -> bool {
        !self.weekend.has(day) && !self.holidays.has(day)
    }

    /// The first working day after a day; the last day there is, where none comes.
    #[must_use]
    pub fn next_working(&self, day: Day) -> Day {
        let mut next = day.plus_days(1);
        while !self.is_working(next) && next < Day::MAX {
            next = next.plus_days(1);
        }
        next
    }

    /// The most holidays, weekends set aside, that lie within so many days of each other.
    pub(super) fn most_holidays_within(&self, days: u32) -> u32 {
        let weekdays: Vec<Day> =
            self.holidays.iter().filter(|day| !self.weekend.has(*day)).collect();
        let near = |first: &Day| {
            weekdays.iter().filter(|day| (0..=days).contains(&distance(*first, **day))).count()
        };
        u32::try_from(weekdays.iter().map(near).max().unwrap_or(0)).unwrap_or(u32::MAX)
    }

    /// The most days of rest in a row.
    pub(super) fn longest_break(&self) -> u32 {
        // A week of its own shows the weekend; a run of any other kind has a holiday in it.
        let week = (0..7).map(|ahead| Day::MIN.plus_days(ahead));
        let starts = week.chain(self.holidays.iter()).filter(|day| !self.is_working(*day));
        let run = |day: Day| {
            let mut first = day;
            while !self.is_working(first.plus_days(-1)) && first > Day::MIN {
                first = first.plus_days(-1);
            }
            distance(first, self.next_working(day))
        };
        starts.map(run).max().unwrap_or(0)
    }
}

/// Days from the first to the second; as many as there can be, where the second is earlier.
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
    fn a_weekend_is_any_days_but_all() {
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
    fn days_are_kept_in_order_as_steps() {
        let list = days(&["2026-12-26", "2026-12-25", "1900-01-01", "2026-12-25"]);
        let steps = Vec::<u32>::from(list.clone());
        assert_eq!(steps, [0, 46_379, 1]);
        assert_eq!(DayList::try_from(steps), Ok(list));
        for bad in [&[5, 0][..], &[u32::MAX], &[200_000]] {
            assert_eq!(DayList::try_from(bad.to_vec()), Err(CalendarError), "{bad:?}");
        }
    }

    #[test]
    fn the_next_working_day_lies_past_weekend_and_holidays() {
        let christmas =
            Calendar { holidays: days(&["2026-12-25", "2026-12-26"]), ..Calendar::default() };
        assert_eq!(christmas.next_working(day("2026-12-24")), day("2026-12-28"));
        assert_eq!(christmas.longest_break(), 3);
        assert_eq!(Calendar::default().longest_break(), 2);
        assert_eq!(christmas.most_holidays_within(30), 1, "the 26th is a Saturday");
    }
}
