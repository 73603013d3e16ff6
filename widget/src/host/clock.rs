//! The only module that reads the clock. The day that counts is the earlier of the shop's and the
//! shopper's.

use super::{call, get, intl};
use js_sys::Date;
use recourse::types::Day;
use std::cell::Cell;

thread_local!(static OFFSET_MS: Cell<f64> = const { Cell::new(0.0) });

/// Sets how many milliseconds the Worker's clock is ahead of the shopper's, which may be days off.
pub(crate) fn set(offset_ms: f64) {
    OFFSET_MS.set(offset_ms);
}

/// The civil day as of which the Worker will decide: the earlier of the shop's and the shopper's.
/// Where the browser does not know the zone, the shopper's own.
pub(crate) fn today(zone: &str) -> Day {
    let now = now();
    in_zone(&now, zone).into_iter().chain([on_calendar(&now)]).min().unwrap_or(Day::MIN)
}

/// The day in a zone, by `Temporal` where the browser has it: the first use of a date formatter
/// takes a slow phone longer than to render a page.
fn in_zone(now: &Date, zone: &str) -> Option<Day> {
    let instant = get(&get(&js_sys::global(), "Temporal"), "Instant");
    let instant = call(&instant, "fromEpochMilliseconds", &[now.value_of().into()]);
    let text = if instant.is_undefined() {
        let wanted =
            [("timeZone", zone), ("year", "numeric"), ("month", "2-digit"), ("day", "2-digit")];
        // Swedish dates are ISO dates.
        call(
            &intl::format("DateTimeFormat", "sv-SE", &intl::options(&wanted)),
            "format",
            &[now.into()],
        )
    } else {
        call(&call(&instant, "toZonedDateTimeISO", &[zone.into()]), "toPlainDate", &[])
    };
    Day::parse(&call(&text, "toString", &[]).as_string()?).ok()
}

/// The day on the shopper's calendar: the shop's is the same, the one before or the one after.
pub(crate) fn own_day() -> Day {
    on_calendar(&now())
}

fn on_calendar(now: &Date) -> Day {
    let (year, month, day) = (now.get_full_year(), now.get_month().wrapping_add(1), now.get_date());
    i32::try_from(year).ok().and_then(|year| Day::from_ymd(year, month, day)).unwrap_or(Day::MIN)
}

/// The current time, in ISO 8601, UTC. Old libraries for dates write it in quotes.
pub(crate) fn timestamp() -> String {
    String::from(now().to_iso_string()).replace('"', "")
}

/// The shopper's offset from UTC in minutes, east positive.
pub(crate) fn offset_minutes() -> i16 {
    #[expect(clippy::cast_possible_truncation, reason = "offsets are whole minutes within a day")]
    let west = now().get_timezone_offset() as i16;
    -west
}

/// A past day on the shopper's calendar: 0 is today, 1 yesterday.
pub(crate) fn days_ago(days: i32) -> Day {
    own_day().plus_days(-days)
}

#[expect(clippy::disallowed_methods, reason = "this is the widget's clock")]
fn now() -> Date {
    Date::new(&(Date::now() + OFFSET_MS.get()).into())
}
