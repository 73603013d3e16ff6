//! Days, counted by jiff.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap_or_else(|_| panic!("no date: {text}"))
}

/// Whether a date is still within a limit such as `30 days`, `3 business days`, `1 year` or `14 days rolled`.
pub(crate) fn within(event: Date, limit: &str, today: Date) -> bool {
    today <= last_day(event, limit)
}

/// The last day of a limit that begins with an event.
pub(crate) fn last_day(event: Date, limit: &str) -> Date {
    let (plain, rolled) = limit.strip_suffix(" rolled").map_or((limit, false), |plain| (plain, true));
    let (count, unit) = plain.split_once(' ').unwrap();
    let count: i64 = count.parse().unwrap();
    let end = match unit {
        "day" | "days" => plus(event, count.days()),
        // Clamped to the end of a shorter month.
        "month" | "months" => plus(event, count.months()),
        "year" | "years" => plus(event, count.years()),
        "business day" | "business days" => (0..count).fold(event, |day, _| next_business_day(day)),
        other => panic!("no unit {other}"),
    };
    if rolled && is_weekend(end) { next_business_day(end) } else { end }
}

fn plus(date: Date, span: Span) -> Date {
    date.checked_add(span).unwrap()
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn next_business_day(day: Date) -> Date {
    let next = day.tomorrow().unwrap();
    if is_weekend(next) { next_business_day(next) } else { next }
}

/// Whole days from one date to another.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).unwrap().get_days())
}
