//! Module `decide`: what the law may add: the notices of the shopper's country, each with its last day.

use super::judge::Judgement;
use super::{Period, StatuteNotice};
use crate::clause::Statute;
use crate::question::{Answer, Kind, PublicHolidays, Value};
use crate::region::RegionSet;
use crate::types::{Calendar, Day, Limit};
use alloc::vec::Vec;

/// In no time zone is it another day than the next one or the one before.
const ZONES_DAYS: i32 = 1;
/// Days by which holidays of a region, or a zone, may move a last day that moves past the holidays of the whole country.
const REGIONAL_DAYS: i32 = 7;
/// Days by which holidays that are not known may move a last day: Christmas and New Year with a weekend at either end.
const UNKNOWN_DAYS: i32 = 14;

/// The notices that apply wherever the shopper can still be.
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

/// A last day, and by how many days it may be later.
#[derive(Clone, Copy)]
struct End {
    last_day: Day,
    /// Whether holidays that can move it are not known.
    open: bool,
    /// Days after the last day on which the right may not be over.
    slack: i32,
}

impl End {
    fn period(self, minimum: bool, today: Day) -> Period {
        if minimum {
            return Period::AtLeast;
        }
        match self.last_day.days_until(today) {
            late if late > self.slack => Period::Over,
            late if late > 0 || self.open => Period::AtLeast,
            _ => Period::Open,
        }
    }
}

fn end(limit: Limit, event: Day, holidays: Option<&PublicHolidays>) -> End {
    let days = |calendar: &Calendar| limit.last_day(event, calendar);
    if !limit.needs_calendar() {
        return End { last_day: days(&Calendar::default()), open: false, slack: ZONES_DAYS };
    }
    let known = holidays.map(|holidays| (holidays, days(&holidays.calendar)));
    match known.filter(|(holidays, last)| holidays.cover(event, *last)) {
        Some((_, last_day)) => End { last_day, open: false, slack: REGIONAL_DAYS },
        None => End { last_day: days(&Calendar::default()), open: true, slack: UNKNOWN_DAYS },
    }
}

/// The public holidays where the shopper is, if that is known.
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
