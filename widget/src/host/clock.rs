//! The only caller of the clock. The day that counts is the earlier one of the shop's and the
//! shopper's.

use super::{call, get, intl};
use js_sys::Date;
use recourse::types::Day;
use std::cell::Cell;
use wasm_bindgen::JsValue;

thread_local!(static AHEAD: Cell<f64> = const { Cell::new(0.0) });

/// Sets by how many milliseconds the shop's clock is ahead of the shopper's, which may be days off.
pub(crate) fn set(ahead: f64) {
    AHEAD.set(ahead);
}

/// The civil day as of which answers are judged, as the edge will: the earlier one of the shop's
/// and the shopper's. A zone that this browser does not know leaves the shopper's own day.
pub(crate) fn today(zone: &str) -> Day {
    let now = now();
    in_zone(&now, zone).into_iter().chain([on_calendar(&now)]).min().unwrap_or(Day::MIN)
}

/// The day in a zone. `Temporal` says it at once, where there is one; the first use of a browser's
/// own formatter takes a slow phone longer than to draw a page.
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

/// The day on the shopper's own calendar: the shop's is the same, the one before or the one after.
pub(crate) fn own_day() -> Day {
    on_calendar(&now())
}

fn on_calendar(now: &Date) -> Day {
    let (year, month, day) = (now.get_full_year(), now.get_month().wrapping_add(1), now.get_date());
    i32::try_from(year).ok().and_then(|year| Day::from_ymd(year, month, day)).unwrap_or(Day::MIN)
}

/// This instant, as ISO 8601 in UTC.
pub(crate) fn instant() -> JsValue {
    now().to_iso_string().into()
}

/// The shopper's distance from UTC in minutes, east positive.
pub(crate) fn offset_minutes() -> i16 {
    #[expect(clippy::cast_possible_truncation, reason = "offsets are whole minutes within a day")]
    let west = now().get_timezone_offset() as i16;
    -west
}

/// A day relative to today in the shopper's own calendar: 0 today, 1 yesterday.
pub(crate) fn days_ago(days: i32) -> Day {
    own_day().plus_days(-days)
}

#[expect(clippy::disallowed_methods, reason = "this is the widget's clock")]
fn now() -> Date {
    Date::new(&(Date::now() + AHEAD.get()).into())
}
