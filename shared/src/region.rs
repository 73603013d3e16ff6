//! Room `region`: where a policy's thresholds cut a value range. No clause can tell two values of one region apart,
//! so a policy has finitely many cases.

mod bounds;
mod label;
mod set;

pub use bounds::{days_of_change, possible_regions, possible_regions_on};
pub use label::label;
pub use set::RegionSet;

use crate::question::{Answer, Kind, Question, Value};
use crate::words::{Day, Place};
use alloc::vec::Vec;

/// Most regions one question may have: a [`RegionSet`] is one word of bits.
pub const REGIONS_MAX: usize = 60;

/// How many regions hold values; the states "cannot say" and "does not exist" come after them.
#[must_use]
pub fn value_regions(kind: &Kind) -> usize {
    match kind {
        Kind::Choice { options } => options.len(),
        Kind::YesNo => 2,
        Kind::Date { limits, .. } => limits.len().saturating_add(1),
        Kind::Money { tops, .. } => tops.len().saturating_add(1),
        Kind::Place { regions } => regions.len().saturating_add(1),
        Kind::Span { starts, .. } => starts.len().saturating_add(1),
    }
}

/// The region of "I do not know", if the question has it. Spans always have it: a date may be missing.
#[must_use]
pub fn unknown_region(question: &Question) -> Option<usize> {
    (question.unknown || !question.is_asked()).then(|| value_regions(&question.kind))
}

/// The region of "it does not exist", if the question has it.
#[must_use]
pub fn none_region(question: &Question) -> Option<usize> {
    let before =
        value_regions(&question.kind).saturating_add(usize::from(unknown_region(question).is_some()));
    question.none.then_some(before)
}

/// How many regions the question has in all.
#[must_use]
pub fn regions(question: &Question) -> usize {
    let states = usize::from(unknown_region(question).is_some()).saturating_add(usize::from(question.none));
    value_regions(&question.kind).saturating_add(states)
}

/// The region an answer falls into on `today`. An answer of another kind than its question's falls into the last region.
#[must_use]
pub fn region_of(question: &Question, answer: &Answer, today: Day) -> usize {
    let last = regions(question).saturating_sub(1);
    match answer {
        Answer::CannotSay => unknown_region(question).unwrap_or(last),
        Answer::DoesNotExist => none_region(question).unwrap_or(last),
        Answer::Known(value) => region_of_value(&question.kind, value, today).unwrap_or(last),
    }
}

fn region_of_value(kind: &Kind, value: &Value, today: Day) -> Option<usize> {
    match (kind, value) {
        (Kind::Choice { options }, Value::Choice(option)) => options.iter().position(|o| o == option),
        (Kind::YesNo, Value::YesNo(yes)) => Some(usize::from(!yes)),
        (Kind::Date { limits, .. }, Value::Date(day)) => {
            Some(limits.iter().take_while(|limit| limit.last_day(*day) < today).count())
        }
        (Kind::Money { tops, .. }, Value::Money(amount)) => {
            Some(tops.iter().take_while(|top| *top < amount).count())
        }
        (Kind::Place { regions }, Value::Place(place)) => Some(region_of_place(regions, place)),
        _ => None,
    }
}

/// A subdivision that no list names is treated as its country.
fn region_of_place(regions: &[Vec<Place>], place: &Place) -> usize {
    let listed = |place: &Place| regions.iter().position(|region| region.contains(place));
    listed(place).or_else(|| listed(&place.whole())).unwrap_or(regions.len())
}

/// The region of a span of that many days.
#[must_use]
pub fn region_of_span(starts: &[u16], days: i32) -> usize {
    starts.iter().take_while(|start| i32::from(**start) <= days).count()
}
