//! The only caller of the clock. The day that counts is the earlier one of the shop's and the shopper's.

use super::{call, intl};
use js_sys::{Date, Reflect};
use recourse::words::Day;
use wasm_bindgen::JsValue;

/// The civil day as of which answers are judged, as the edge will.
pub(crate) fn today(zone: &str) -> Day {
    let now = now();
    let shop = day_in(&now, Some(zone));
    let shopper = day_in(&now, None);
    shop.into_iter().chain(shopper).min().unwrap_or(Day::MIN)
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
pub(crate) fn days_ago(days: i32) -> Option<Day> {
    day_in(&now(), None).map(|day| day.plus_days(-days))
}

#[expect(clippy::disallowed_methods, reason = "this is the widget's clock")]
fn now() -> Date {
    Date::new_0()
}

fn day_in(now: &Date, zone: Option<&str>) -> Option<Day> {
    let options = js_sys::Object::new();
    let set = |key: &str, value: &str| drop(Reflect::set(&options, &key.into(), &value.into()));
    zone.into_iter().for_each(|zone| set("timeZone", zone));
    set("year", "numeric");
    set("month", "2-digit");
    set("day", "2-digit");
    // Swedish dates are ISO dates.
    let format = intl::format("DateTimeFormat", "sv-SE", &options.into());
    let text = call(&format, "format", &[JsValue::from(now.clone())]).as_string()?;
    Day::parse(&text).ok()
}
