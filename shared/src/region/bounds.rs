//! Module `region`: which regions are still possible, given what is known. Dates constrain each other:
//! a parcel shipped two days ago was not delivered a month ago.

use super::{
    RegionSet, country_calendars, last_days, none_region, region_in, region_of, region_of_span,
    regions, unknown_region, value_regions,
};
use crate::question::{Answer, Facts, Kind, Question, Value};
use crate::types::{Calendar, Day};
use alloc::vec::Vec;

/// The earliest and the latest day a date can still be.
#[derive(Clone, Copy)]
struct Window {
    earliest: Day,
    latest: Day,
}

/// For each question, the regions it can still fall into: one where it is answered, all where nothing is known.
#[must_use]
pub fn possible_regions(questions: &[Question], facts: &Facts, today: Day) -> Vec<RegionSet> {
    possible_regions_on(questions, facts, today, today)
}

/// The regions that the answers of a shopper who asks on `today` fall into on another `day`: the answers stay, only the
/// limits move on. What has happened by `today` has happened, however late `day` is.
#[must_use]
pub fn possible_regions_on(
    questions: &[Question],
    facts: &Facts,
    today: Day,
    day: Day,
) -> Vec<RegionSet> {
    let windows = windows(questions, facts, today);
    let possible =
        |question: &Question, window: &Window| match (&question.kind, facts.get(&question.id)) {
            (Kind::Span { from, to, starts }, _) => {
                let date = |ix: u8| {
                    Some((questions.get(usize::from(ix))?, *windows.get(usize::from(ix))?))
                };
                match (date(*from), date(*to)) {
                    (Some(from), Some(to)) => span_regions(question, starts, from, to, facts),
                    _ => RegionSet::first(regions(question)),
                }
            }
            (Kind::Date { .. }, Some(answer)) if answer.day().is_some() => {
                of_countries(questions, question, facts, |calendar| {
                    RegionSet::one(region_in(question, answer, day, calendar))
                })
            }
            (_, Some(answer)) => RegionSet::one(region_of(question, answer, day)),
            (Kind::Date { .. }, None) => of_countries(questions, question, facts, |calendar| {
                date_regions(question, happened(question, *window, today), day, calendar)
            }),
            (_, None) => RegionSet::first(regions(question)),
        };
    questions.iter().zip(&windows).map(|(question, window)| possible(question, window)).collect()
}

/// The days after `today` on which some question's possible regions change, in order: on each a limit of a known date has
/// just ended, or of the earliest or the latest day that an open date can have. Between them nothing changes.
#[must_use]
pub fn days_of_change(questions: &[Question], facts: &Facts, today: Day) -> Vec<Day> {
    let mut days = Vec::new();
    for (question, window) in questions.iter().zip(windows(questions, facts, today)) {
        if facts.get(&question.id).is_some_and(|answer| answer.day().is_none()) {
            continue;
        }
        let Window { earliest, latest } = happened(question, window, today);
        for event in [earliest, latest] {
            let ends = last_days(questions, question, facts, event);
            days.extend(ends.into_iter().map(|end| end.plus_days(1)));
        }
    }
    days.retain(|day| *day > today && *day < Day::MAX);
    days.sort_unstable();
    days.dedup();
    days
}

/// The days of a date that lies in the past, as far as its question asks for such a one.
fn happened(question: &Question, window: Window, today: Day) -> Window {
    let future = matches!(question.kind, Kind::Date { future: true, .. });
    Window { latest: if future { window.latest } else { window.latest.min(today) }, ..window }
}

fn windows(questions: &[Question], facts: &Facts, today: Day) -> Vec<Window> {
    let mut windows: Vec<Window> = questions.iter().map(|q| own_window(q, facts, today)).collect();
    // Each pass carries bounds one link further; a chain is never longer than the list.
    for _ in questions {
        for (ix, question) in questions.iter().enumerate() {
            if let Kind::Date { not_before: Some(start), .. } = &question.kind {
                tighten(&mut windows, usize::from(*start), ix);
            }
        }
    }
    windows
}

fn tighten(windows: &mut [Window], start: usize, end: usize) {
    if let (Some(a), Some(b)) = (windows.get(start).copied(), windows.get(end).copied()) {
        if let Some(window) = windows.get_mut(start) {
            window.latest = a.latest.min(b.latest);
        }
        if let Some(window) = windows.get_mut(end) {
            window.earliest = b.earliest.max(a.earliest);
        }
    }
}

fn own_window(question: &Question, facts: &Facts, today: Day) -> Window {
    if let Some(day) = facts.get(&question.id).and_then(Answer::day) {
        return Window { earliest: day, latest: day };
    }
    let open = facts.get(&question.id).is_none();
    // A date that need not exist (or that the shopper cannot say) says nothing about the others.
    let bounded = open
        && !question.unknown
        && !question.none
        && !matches!(question.kind, Kind::Date { future: true, .. });
    Window { earliest: Day::MIN, latest: if bounded { today } else { Day::MAX } }
}

/// The regions by the calendar of any country in which the shopper can still be.
fn of_countries(
    questions: &[Question],
    question: &Question,
    facts: &Facts,
    regions: impl Fn(Option<&Calendar>) -> RegionSet,
) -> RegionSet {
    let calendars = country_calendars(questions, question, facts);
    let sets = calendars.into_iter().map(regions);
    sets.fold(RegionSet::EMPTY, RegionSet::union)
}

fn date_regions(
    question: &Question,
    window: Window,
    day: Day,
    country: Option<&Calendar>,
) -> RegionSet {
    let region = |event: Day| region_in(question, &Answer::Known(Value::Date(event)), day, country);
    RegionSet::range(region(window.latest), region(window.earliest)).union(states(question))
}

/// The regions of the states "cannot say" and "does not exist".
fn states(question: &Question) -> RegionSet {
    RegionSet::first(regions(question)).without(RegionSet::first(value_regions(&question.kind)))
}

fn span_regions(
    span: &Question,
    starts: &[u16],
    from: (&Question, Window),
    to: (&Question, Window),
    facts: &Facts,
) -> RegionSet {
    let unknown = unknown_region(span).map_or(RegionSet::EMPTY, RegionSet::one);
    let missing =
        |question: &Question| facts.get(&question.id).is_some_and(|answer| answer.day().is_none());
    if missing(from.0) || missing(to.0) {
        return unknown;
    }
    let may_miss =
        |q: &Question| facts.get(&q.id).is_none() && (q.unknown || none_region(q).is_some());
    let least = from.1.latest.days_until(to.1.earliest).max(0);
    let most = from.1.earliest.days_until(to.1.latest).max(0);
    let values = RegionSet::range(region_of_span(starts, least), region_of_span(starts, most));
    if may_miss(from.0) || may_miss(to.0) { values.union(unknown) } else { values }
}
