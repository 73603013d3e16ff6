//! The clock, and the offsets of zones.

use super::intl::{call, intl};
use async_trait::async_trait;
use js_sys::{Array, Date, Reflect};
use recourse_edge::ports::Clock;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use worker::Delay;
use worker::send::SendFuture;

const QUARTER_MS: i64 = 15 * 60_000;

/// The runtime's clock and its table of zones.
#[derive(Debug)]
pub(super) struct RuntimeClock;

#[async_trait]
impl Clock for RuntimeClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    fn now_ms(&self) -> i64 {
        whole(Date::now())
    }

    fn zone_offset(&self, zone: &str, at_ms: i64) -> Option<i32> {
        remembered(zone, at_ms)
    }

    async fn pause(&self, ms: u64) {
        SendFuture::new(Delay::from(Duration::from_millis(ms))).await
    }
}

#[expect(clippy::cast_possible_truncation, reason = "an instant in milliseconds fits by far")]
fn whole(ms: f64) -> i64 {
    ms as i64
}

#[expect(clippy::cast_precision_loss, reason = "an instant in milliseconds fits by far")]
fn real(ms: i64) -> f64 {
    ms as f64
}

/// Most zones whose offset is remembered; there are about 600.
const ZONES_MAX: usize = 1_000;

thread_local! {
    /// The offset that each zone had in the quarter of an hour that was asked for last. Asking the
    /// runtime takes as long as a hundred decisions; clocks change on a quarter. Browsers name
    /// zones, too, in any case of letters: see [`ZONES_MAX`].
    static OFFSETS: RefCell<BTreeMap<String, (i64, i32)>> = const { RefCell::new(BTreeMap::new()) };
}

fn remembered(zone: &str, at_ms: i64) -> Option<i32> {
    let quarter = at_ms.div_euclid(QUARTER_MS);
    let known = OFFSETS.with_borrow(|offsets| offsets.get(zone).copied());
    if let Some((_, offset)) = known.filter(|(at, _)| *at == quarter) {
        return Some(offset);
    }
    let offset = offset(zone, at_ms).ok().flatten()?;
    OFFSETS.with_borrow_mut(|offsets| {
        if offsets.len() >= ZONES_MAX {
            offsets.clear();
        }
        offsets.insert(zone.to_owned(), (quarter, offset))
    });
    Some(offset)
}

/// The zone's own name of its offset, such as `GMT+05:30`. The runtime throws for unknown zones and
/// instants beyond the range of `Date`, so every call returns a `Result`.
fn offset(zone: &str, at_ms: i64) -> Result<Option<i32>, JsValue> {
    let wanted = [("timeZone", zone), ("timeZoneName", "longOffset")];
    let format = intl("DateTimeFormat", "en-US", &wanted)?;
    let at = Date::new(&real(at_ms).into());
    let parts = call(&format, "formatToParts", &Array::of1(&at))?.dyn_into::<Array>()?;
    for part in parts.iter() {
        if Reflect::get(&part, &"type".into())?.as_string().as_deref() == Some("timeZoneName") {
            return Ok(Reflect::get(&part, &"value".into())?
                .as_string()
                .as_deref()
                .and_then(minutes));
        }
    }
    Ok(None)
}

/// `GMT`, `GMT+05:30`, `GMT-08:00`.
fn minutes(name: &str) -> Option<i32> {
    let rest = name.strip_prefix("GMT")?;
    if rest.is_empty() {
        return Some(0);
    }
    let west = rest.starts_with(['-', '\u{2212}']);
    let (hours, minutes) = rest.trim_start_matches(['+', '-', '\u{2212}']).split_once(':')?;
    let minutes = minutes.split(':').next()?.parse::<i32>().ok()?;
    let total = hours.parse::<i32>().ok()?.checked_mul(60)?.checked_add(minutes)?;
    Some(if west { total.saturating_neg() } else { total })
}
