//! Module `decide`: what the law may add: the notices for the shopper's country, each with its last
//! day.

use super::judge::Judgement;
use super::{Period, StatuteNotice};
use crate::clause::Statute;
use crate::question::{Answer, Kind, PublicHolidays, Value};
use crate::region::RegionSet;
use crate::types::{Calendar, Day, Limit};
use alloc::vec::Vec;

/// The day in another time zone differs by at most this many days.
const ZONES_DAYS: i32 = 1;
/// By how many days regional holidays, or a time zone, may move a last day that already moves past
/// the holidays of the whole country.
const REGIONAL_DAYS: i32 = 7;
/// By how many days unknown holidays may move a last day: Christmas and New Year with a weekend at
/// either end.
const UNKNOWN_DAYS: i32 = 14;

/// The notices that apply in every region where the shopper may still be.
pub(super) fn notices(judgement: &Judgement<'_>) -> Vec<StatuteNotice> {
    let parts = judgement.policy.parts();
    let place = parts
        .place_question
        .and_then(|ix| judgement.possible().get(usize::from(ix)))
        .copied()
        .unwrap_or(RegionSet::EMPTY);
    let applies = |statute: &&Statute| {
        Some(statute.right) == judgement.topic.right
            && !place.is_empty()
            && place.without(statute.places).is_empty()
    };
    let holidays = holidays(judgement);
    let notice = |statute: &Statute| {
        let end = statute
            .limit
            .zip(delivery_day(judgement))
            .map(|(limit, day)| end(limit, day, holidays));
        StatuteNotice {
            statute: statute.id.clone(),
            last_day: end.map(|end| end.last_day),
            period: end.map(|end| end.period(statute.minimum, judgement.today)),
        }
    };
    parts.statutes.iter().filter(applies).map(notice).collect()
}

/// A last day, and by how much it is uncertain.
#[derive(Clone, Copy)]
struct End {
    last_day: Day,
    /// Whether unknown holidays may move it.
    open: bool,
    /// How many days after the last day the right may still exist.
    slack: i32,
}

impl End {
    fn period(self, minimum: bool, today: Day) -> Period {
        if minimum {
            return Period::AtLeast;
        }
        match self.last_day.days_until(today) {
            days_late if days_late > self.slack => Period::Over,
            days_late if days_late > 0 || self.open => Period::AtLeast,
            _ => Period::Open,
        }
    }
}

fn end(limit: Limit, event: Day, holidays: Option<&PublicHolidays>) -> End {
    let last_day = |calendar: &Calendar| limit.last_day(event, calendar);
    let default = last_day(&Calendar::default());
    if !limit.needs_calendar() {
        return End { last_day: default, open: false, slack: ZONES_DAYS };
    }
    if let Some(holidays) = holidays {
        let last_day = last_day(&holidays.calendar);
        if holidays.cover(event, last_day) {
            return End { last_day, open: false, slack: REGIONAL_DAYS };
        }
    }
    End { last_day: default, open: true, slack: UNKNOWN_DAYS }
}

/// The public holidays of the shopper's country, if both are known.
fn holidays<'a>(judgement: &Judgement<'a>) -> Option<&'a PublicHolidays> {
    let place = judgement.policy.parts().place_question;
    let question = judgement.policy.questions().get(usize::from(place?))?;
    match (&question.kind, answer(judgement, place)?) {
        (Kind::Place { holidays, .. }, Answer::Known(Value::Place(place))) => {
            holidays.iter().find(|holidays| holidays.has(place.country()))
        }
        _ => None,
    }
}

fn delivery_day(judgement: &Judgement<'_>) -> Option<Day> {
    answer(judgement, judgement.policy.parts().delivery_question).and_then(Answer::day)
}

fn answer<'a>(judgement: &Judgement<'a>, question: Option<u8>) -> Option<&'a Answer> {
    let question = judgement.policy.questions().get(usize::from(question?))?;
    judgement.facts.get(&question.id)
}
