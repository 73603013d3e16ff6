//! `GET /v1/desk/stores/{store}/day?at=MS&zone=ZONE` with the desk's token: which civil day it is in the shop at an instant, by
//! the runtime's own table of zones. It is what support looks at when a shopper says "it was still today here".
//! 1. 401 `unauthorized`, 404 `no_such_store`.
//! 2. 422 `bad_instant` where `at` is no whole number of milliseconds since 1970 within 8.64e15 of
//!    it, the range of ECMAScript's `Date`; `no_such_zone` for an unknown zone.
//! 3. 200 with `{ "day", "zone", "offset_minutes" }`; without `at` now, without `zone` the shop's own.

use super::parameters::Parameters;
use super::{SharedState, desk, json, served};
use crate::problem::Problem;
use crate::time::civil_day;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Serialize;

/// The furthest instant from 1970 in milliseconds, ECMA-262 section 21.4.1.1. Beyond it `Intl`
/// throws.
const INSTANT_MS_MAX: u64 = 8_640_000_000_000_000;

#[derive(Serialize)]
struct CivilDay<'a> {
    day: String,
    zone: &'a str,
    offset_minutes: i32,
}

/// Says which day it is.
///
/// # Errors
/// See the contract above.
pub async fn get(
    State(app): State<SharedState>,
    Path(store): Path<String>,
    query: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    desk::admit(&app, &headers)?;
    let own = &served(&store)?.policy.parts().timezone;
    let refused = |code, detail: &str, field| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail).at(field)
    };
    let at = match query.get("at") {
        None => app.clock.now_ms(),
        Some(text) => {
            instant(text).ok_or_else(|| refused("bad_instant", "milliseconds since 1970", "at"))?
        }
    };
    let zone = query.get("zone").unwrap_or(own);
    let offset = app.clock.zone_offset(zone, at);
    let offset = offset
        .ok_or_else(|| refused("no_such_zone", "an IANA zone such as Europe/Berlin", "zone"))?;
    let day = civil_day(at, offset).to_string();
    Ok(json(StatusCode::OK, &CivilDay { day, zone, offset_minutes: offset }))
}

/// An instant that a runtime's clock can show.
fn instant(text: &str) -> Option<i64> {
    text.parse::<i64>().ok().filter(|at| at.unsigned_abs() <= INSTANT_MS_MAX)
}
