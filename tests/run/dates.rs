//! Every day from 1900 to 2200 by another library. Our days end with 2299, so that limits of 2200
//! fit.
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

#[path = "../oracle/dates.rs"]
#[expect(dead_code, reason = "the second interpreter uses the rest")]
mod theirs;

#[path = "../oracle/rest.rs"]
#[expect(dead_code, reason = "the second interpreter uses the rest")]
mod rest;

#[path = "../oracle/places.rs"]
#[expect(dead_code, reason = "the second interpreter uses the rest")]
mod places;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use recourse::types::{Calendar, Day, Limit, Unit, Weekend};

fn every_day() -> impl Iterator<Item = (Day, Date)> {
    let first: Date = "1900-01-01".parse().unwrap();
    (0..109_938).map(move |count| {
        let theirs = first.checked_add(count.days()).unwrap();
        (Day::parse(&theirs.to_string()).unwrap(), theirs)
    })
}

#[test]
fn day_texts_and_successors_agree_with_jiff() {
    let mut before: Option<Day> = None;
    let mut count = 0;
    for (ours, theirs) in every_day() {
        assert_eq!(ours.to_string(), theirs.to_string());
        let (year, month, day) = ours.ymd();
        assert_eq!(
            (i16::try_from(year), i8::try_from(month), i8::try_from(day)),
            (Ok(theirs.year()), Ok(theirs.month()), Ok(theirs.day()))
        );
        assert_eq!(
            ours.is_weekend(),
            matches!(theirs.weekday(), Weekday::Saturday | Weekday::Sunday),
            "{ours}"
        );
        if let Some(before) = before {
            assert_eq!(
                (before.plus_days(1), ours.plus_days(-1), before.days_until(ours)),
                (ours, before, 1)
            );
        }
        before = Some(ours);
        count += 1;
    }
    assert_eq!(before.map(|day| day.to_string()).as_deref(), Some("2200-12-31"), "{count} days");
}

#[test]
fn day_and_month_sums_agree_with_jiff() {
    for (ours, theirs) in every_day() {
        for days in [-4_000i32, -366, -31, -1, 0, 1, 3, 14, 30, 90, 365, 366, 4_000] {
            let there = theirs.checked_add(days.days()).unwrap();
            let here = ours.plus_days(days);
            if there.year() >= 1900 {
                assert_eq!(here.to_string(), there.to_string(), "{ours} and {days} days");
                assert_eq!(ours.days_until(here), days);
            }
        }
        for months in [0u32, 1, 2, 3, 6, 11, 12, 13, 24, 36] {
            let there = theirs.checked_add(i64::from(months).months()).unwrap();
            assert_eq!(
                ours.plus_months(months).to_string(),
                there.to_string(),
                "{ours} and {months} months"
            );
        }
    }
}

/// Calendars in a policy's text form and in the rules crate's type: the default one, and one with
/// Fridays, Saturdays and holidays.
fn calendars() -> [(rest::Rest, Calendar); 2] {
    let holidays =
        ["1999-12-30", "2024-04-09", "2024-04-10", "2024-04-11", "2026-12-25", "2199-12-29"];
    let text = format!("weekend = [\"friday\", \"saturday\"]\nholidays = {holidays:?}");
    let table: toml::Table = text.parse().unwrap();
    let days = holidays.iter().map(|day| Day::parse(day).unwrap()).collect();
    let gulf = Calendar { weekend: Weekend::of([4, 5]).unwrap(), holidays: days };
    [(rest::Rest::usual(), Calendar::default()), (rest::Rest::of(Some(&table)), gulf)]
}

#[test]
fn limit_last_days_agree_with_jiff() {
    let calendars = calendars();
    let counts: [(Unit, &[u16], &str); 4] = [
        (Unit::Days, &[0, 1, 3, 14, 30, 90], "days"),
        (Unit::BusinessDays, &[1, 3, 5, 10], "business days"),
        (Unit::Months, &[1, 3, 6], "months"),
        (Unit::Years, &[1, 2], "years"),
    ];
    for (ours, theirs) in every_day() {
        for ((rest, calendar), (unit, counts, word)) in
            calendars.iter().flat_map(|calendar| counts.map(|counts| (calendar, counts)))
        {
            for count in counts {
                for rolled in [false, true] {
                    let limit = Limit { count: *count, unit, rolled };
                    let text = format!("{count} {word}{}", if rolled { " rolled" } else { "" });
                    let there = theirs::last_day(theirs, &text, rest);
                    let here = limit.last_day(ours, calendar);
                    assert_eq!(here.to_string(), there.to_string(), "{text} from {ours}");
                }
            }
        }
    }
}
