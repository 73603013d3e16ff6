//! The only caller of the clock. The day that counts is the earlier one of the shop's and the shopper's.

use super::{call, intl};
use js_sys::Date;
use recourse::words::Day;
use wasm_bindgen::JsValue;

/// The civil day as of which answers are judged, as the edge will: the earlier one of the shop's and the shopper's. The first use of
/// a browser's own formatter takes a slow phone longer than to draw a page; see [`own_day`] for what is known before.
pub(crate) fn today(zone: &str) -> Day {
    let now = now();
    let wanted =
        intl::options(&[("timeZone", zone), ("year", "numeric"), ("month", "2-digit"), ("day", "2-digit")]);
    // Swedish dates are ISO dates. A zone that this browser does not know leaves the shopper's own day.
    let format = intl::format("DateTimeFormat", "sv-SE", &wanted);
    let shop = call(&format, "format", &[now.into()]).as_string();
    shop.and_then(|text| Day::parse(&text).ok()).into_iter().chain([own_day()]).min().unwrap_or(Day::MIN)
}

/// The day on the shopper's own calendar: the shop's is the same, the one before or the one after.
pub(crate) fn own_day() -> Day {
    let now = now();
    let (year, month, day) = (now.get_full_year(), now.get_month().wrapping_add(1), now.get_date());
    Day::parse(&format!("{year:04}-{month:02}-{day:02}")).unwrap_or(Day::MIN)
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
    Date::new_0()
}
