//! `GET /v1/desk/stores/{store}/day?at=MS&zone=ZONE`: the civil day in the shop at an instant, by
//! the zone table of the runtime.
//! 1. 401 `unauthorized`, 404 `no_such_store`.
//! 2. 422 `bad_instant` where `at` is no whole number of milliseconds since 1970 within 8.64e15 of
//!    it, the range of ECMAScript's `Date`; `no_such_zone` for an unknown zone.
//! 3. 200 with `{ "day", "zone", "offset_minutes" }`; without `at` now, without `zone` the shop's.

use crate::app::SharedState;
use crate::domain::time::civil_day;
use crate::http::desk_auth::DeskRead;
use crate::http::extract::{Parameters, Store};
use crate::http::response::json;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::StatusCode;
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

/// Returns the civil day at an instant.
///
/// # Errors
/// See the contract above.
pub async fn civil_day_of(
    State(app): State<SharedState>,
    _: DeskRead,
    Store(served): Store,
    query: Parameters,
) -> Result<Response, Problem> {
    let at_ms = query.get("at").map(parse_instant).transpose()?;
    let at_ms = at_ms.unwrap_or_else(|| app.clock.now_ms());
    let zone = query.get("zone").unwrap_or(&served.policy.parts().timezone);
    let offset_minutes = app.clock.zone_offset(zone, at_ms).ok_or_else(no_such_zone)?;
    let day = civil_day(at_ms, offset_minutes).to_string();
    Ok(json(StatusCode::OK, &CivilDay { day, zone, offset_minutes }))
}

fn parse_instant(text: &str) -> Result<i64, Problem> {
    let at_ms = text.parse::<i64>().ok().filter(|at| at.unsigned_abs() <= INSTANT_MS_MAX);
    at_ms.ok_or_else(|| unprocessable("bad_instant", "milliseconds since 1970").at("at"))
}

fn no_such_zone() -> Problem {
    unprocessable("no_such_zone", "an IANA zone such as Europe/Berlin").at("zone")
}

fn unprocessable(code: &'static str, detail: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
}
