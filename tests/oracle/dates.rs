//! Day arithmetic by jiff.

use super::rest::Rest;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap_or_else(|_| panic!("no date: {text}"))
}

/// Whether a date is still within a limit such as `30 days`, `3 business days`, `1 year` or
/// `14 days rolled`.
pub(crate) fn within(event: Date, limit: &str, today: Date, rest: &Rest) -> bool {
    today <= last_day(event, limit, rest)
}

/// The last day of a limit that begins with an event.
pub(crate) fn last_day(event: Date, limit: &str, rest: &Rest) -> Date {
    let (plain, rolled) =
        limit.strip_suffix(" rolled").map_or((limit, false), |plain| (plain, true));
    let (count, unit) = plain.split_once(' ').unwrap();
    let count: i64 = count.parse().unwrap();
    let end = match unit {
        "day" | "days" => plus(event, count.days()),
        // Clamped to the end of a shorter month.
        "month" | "months" => plus(event, count.months()),
        "year" | "years" => plus(event, count.years()),
        "business day" | "business days" => {
            (0..count).fold(event, |day, _| next_business_day(day, rest))
        }
        other => panic!("no unit {other}"),
    };
    if rolled && rest.has(end) { next_business_day(end, rest) } else { end }
}

fn plus(date: Date, span: Span) -> Date {
    date.checked_add(span).unwrap()
}

fn next_business_day(day: Date, rest: &Rest) -> Date {
    let next = day.tomorrow().unwrap();
    if rest.has(next) { next_business_day(next, rest) } else { next }
}

/// Whole days from one date to another.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).unwrap().get_days())
}
