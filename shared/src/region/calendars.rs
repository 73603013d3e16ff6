//! Module `region`: by which calendars the limits of a date may count: a rolled one moves past the public holidays of the shopper's
//! country, which may be open still.

use crate::question::{Answer, Facts, Kind, PublicHolidays, Question, Value};
use crate::types::{Calendar, Country, Day};
use alloc::vec::Vec;

/// The calendars of the countries in which the shopper can still be; `None` is a country whose holidays are not known, or a date that
/// does not ask for them.
#[must_use]
pub fn country_calendars<'a>(
    questions: &'a [Question],
    question: &Question,
    facts: &Facts,
) -> Vec<Option<&'a Calendar>> {
    let Some((place, holidays)) = place_of(questions, question) else { return Vec::from([None]) };
    let calendar = |holidays: &'a PublicHolidays| &holidays.calendar;
    match facts.get(&place.id) {
        None => holidays.iter().map(|holidays| Some(calendar(holidays))).chain([None]).collect(),
        Some(answer) => {
            let country = country(answer);
            let known =
                holidays.iter().find(|holidays| country.is_some_and(|own| holidays.has(own)));
            Vec::from([known.map(calendar)])
        }
    }
}

/// The last days that the question's limits can have for an event on that day, wherever the shopper can still be.
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

/// The place question in whose country the question's limits move past public holidays.
fn place_of<'a>(
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
