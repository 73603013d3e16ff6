//! Module `region`: the calendars by which the limits of a date may count. A rolled limit moves
//! past the public holidays of the shopper's country, which may still be open.

use crate::question::{Answer, Facts, Kind, PublicHolidays, Question, Value};
use crate::types::{Calendar, Country, Day};
use alloc::vec::Vec;

/// The calendars of the countries in which the shopper may be. `None` is a country whose holidays
/// are not known, or a date that does not depend on them.
#[must_use]
pub fn country_calendars<'a>(
    questions: &'a [Question],
    question: &Question,
    facts: &Facts,
) -> Vec<Option<&'a Calendar>> {
    let Some((place, holidays)) = holiday_question(questions, question) else {
        return Vec::from([None]);
    };
    let calendar = |holidays: &'a PublicHolidays| &holidays.calendar;
    match facts.get(&place.id) {
        None => holidays.iter().map(|holidays| Some(calendar(holidays))).chain([None]).collect(),
        Some(answer) => {
            let known = country(answer)
                .and_then(|country| holidays.iter().find(|holidays| holidays.has(country)));
            Vec::from([known.map(calendar)])
        }
    }
}

/// The last days that the question's limits can have for an event on that day, in any country in
/// which the shopper may be.
#[must_use]
pub fn last_days(
    questions: &[Question],
    question: &Question,
    facts: &Facts,
    event: Day,
) -> Vec<Day> {
    let calendars = country_calendars(questions, question, facts);
    calendars.into_iter().flat_map(|calendar| question.last_days(event, calendar)).collect()
}

/// The country that an answer names.
fn country(answer: &Answer) -> Option<Country> {
    match answer {
        Answer::Known(Value::Place(place)) => Some(place.country()),
        _ => None,
    }
}

/// The place question whose country's public holidays move the question's limits, with those
/// holidays.
fn holiday_question<'a>(
    questions: &'a [Question],
    question: &Question,
) -> Option<(&'a Question, &'a [PublicHolidays])> {
    let Kind::Date { public_holidays: Some(place), .. } = question.kind else { return None };
    let place = questions.get(usize::from(place))?;
    match &place.kind {
        Kind::Place { holidays, .. } => Some((place, holidays)),
        _ => None,
    }
}
