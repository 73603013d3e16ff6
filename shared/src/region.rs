//! Module `region`: how a policy's thresholds divide a range of values. No clause can distinguish
//! two values of one region, so a policy has finitely many cases.

mod bounds;
mod calendars;
mod label;
mod set;

pub use bounds::{days_of_change, possible_regions, possible_regions_on};
pub use calendars::{country_calendars, last_days};
pub use label::label;
pub use set::RegionSet;

use crate::question::{Answer, Kind, Question, Value};
use crate::types::{Area, Calendar, Day, Place};
use alloc::vec::Vec;

/// Most regions that one question may have: a [`RegionSet`] is a 64-bit number.
pub const REGIONS_MAX: usize = 60;

/// How many regions contain values; those of "cannot say" and "does not exist" follow them.
#[must_use]
pub fn value_regions(kind: &Kind) -> usize {
    match kind {
        Kind::Choice { options } => options.len(),
        Kind::YesNo => 2,
        Kind::Date { limits, .. } => limits.len().saturating_add(1),
        Kind::Money { tops, .. } => tops.len().saturating_add(1),
        Kind::Place { regions, .. } => regions.len().saturating_add(1),
        Kind::Span { starts, .. } => starts.len().saturating_add(1),
    }
}

/// The region of "I do not know", if the question has it. A span always has it, because a date may
/// be missing.
#[must_use]
pub fn unknown_region(question: &Question) -> Option<usize> {
    (question.unknown || !question.is_asked()).then(|| value_regions(&question.kind))
}

/// The region of "it does not exist", if the question has it.
#[must_use]
pub fn none_region(question: &Question) -> Option<usize> {
    let index = value_regions(&question.kind)
        .saturating_add(usize::from(unknown_region(question).is_some()));
    question.none.then_some(index)
}

/// How many regions the question has in all.
#[must_use]
pub fn regions(question: &Question) -> usize {
    let states =
        usize::from(unknown_region(question).is_some()).saturating_add(usize::from(question.none));
    value_regions(&question.kind).saturating_add(states)
}

/// The region of an answer on `today`; the last region if the answer is of another kind than its
/// question. Rolled limits do not move past public holidays: see [`region_in`].
#[must_use]
pub fn region_of(question: &Question, answer: &Answer, today: Day) -> usize {
    region_in(question, answer, today, None)
}

/// [`region_of`], with rolled limits by the calendar of the shopper's country.
#[must_use]
pub fn region_in(
    question: &Question,
    answer: &Answer,
    today: Day,
    country: Option<&Calendar>,
) -> usize {
    let last = regions(question).saturating_sub(1);
    match answer {
        Answer::CannotSay => unknown_region(question).unwrap_or(last),
        Answer::DoesNotExist => none_region(question).unwrap_or(last),
        Answer::Known(Value::Date(day)) if matches!(question.kind, Kind::Date { .. }) => {
            question.last_days(*day, country).take_while(|last| *last < today).count()
        }
        Answer::Known(value) => region_of_value(&question.kind, value).unwrap_or(last),
    }
}

fn region_of_value(kind: &Kind, value: &Value) -> Option<usize> {
    match (kind, value) {
        (Kind::Choice { options }, Value::Choice(option)) => {
            options.iter().position(|o| o == option)
        }
        (Kind::YesNo, Value::YesNo(yes)) => Some(usize::from(!yes)),
        (Kind::Money { tops, .. }, Value::Money(amount)) => {
            Some(tops.iter().take_while(|top| *top < amount).count())
        }
        (Kind::Place { regions, .. }, Value::Place(place)) => Some(region_of_place(regions, place)),
        _ => None,
    }
}

/// A subdivision that is not listed belongs to the region of its country; so does a country without
/// subdivision, unless it is listed as such.
fn region_of_place(regions: &[Vec<Area>], place: &Place) -> usize {
    let listed = |area: &Area| regions.iter().position(|region| region.contains(area));
    let exact = if place.is_subdivision() {
        Area::Place(place.clone())
    } else {
        Area::PartUnknown(place.country())
    };
    listed(&exact).or_else(|| listed(&Area::Place(place.country_place()))).unwrap_or(regions.len())
}

/// The region of a span of that many days.
#[must_use]
pub fn region_of_span(starts: &[u16], days: i32) -> usize {
    starts.iter().take_while(|start| i32::from(**start) <= days).count()
}
