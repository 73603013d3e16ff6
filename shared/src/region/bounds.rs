//! Module `region`: which regions are still possible, given what is known. Dates constrain each
//! other: a parcel shipped two days ago was not delivered a month ago.

use super::{
    RegionSet, country_calendars, last_days, none_region, region_in, region_of, region_of_span,
    regions, unknown_region, value_regions,
};
use crate::question::{Answer, Facts, Kind, Question, Value};
use crate::types::{Calendar, Day};
use alloc::vec::Vec;

/// The earliest and the latest possible day of a date.
#[derive(Clone, Copy)]
struct Window {
    earliest: Day,
    latest: Day,
}

/// The possible regions of each question: one if it is answered, all if nothing is known.
#[must_use]
pub fn possible_regions(questions: &[Question], facts: &Facts, today: Day) -> Vec<RegionSet> {
    possible_regions_on(questions, facts, today, today)
}

/// The possible regions on another `day`, for a shopper who asks on `today`: the answers stay the
/// same, only the limits run on. An event in the past happened by `today`, even if `day` is later.
#[must_use]
pub fn possible_regions_on(
    questions: &[Question],
    facts: &Facts,
    today: Day,
    day: Day,
) -> Vec<RegionSet> {
    let windows = windows(questions, facts, today);
    let possible = |(question, window): (&Question, &Window)| match (
        &question.kind,
        facts.get(&question.id),
    ) {
        (Kind::Span { .. }, _) => span_regions(questions, &windows, facts, question),
        (Kind::Date { .. }, Some(answer)) if answer.day().is_some() => {
            union_over_calendars(questions, question, facts, |calendar| {
                RegionSet::one(region_in(question, answer, day, calendar))
            })
        }
        (Kind::Date { .. }, None) => {
            let window = until_today(question, *window, today);
            union_over_calendars(questions, question, facts, |calendar| {
                date_regions(question, window, day, calendar)
            })
        }
        (_, Some(answer)) => RegionSet::one(region_of(question, answer, day)),
        (_, None) => RegionSet::first(regions(question)),
    };
    questions.iter().zip(&windows).map(possible).collect()
}

/// The days after `today` on which the possible regions of a question change, in order: the days
/// after the end of a limit, counted from a known date or from the earliest or latest possible day
/// of an open date. Between them nothing changes.
#[must_use]
pub fn days_of_change(questions: &[Question], facts: &Facts, today: Day) -> Vec<Day> {
    let mut days = Vec::new();
    for (question, window) in questions.iter().zip(windows(questions, facts, today)) {
        let is_without_day = facts.get(&question.id).is_some_and(|answer| answer.day().is_none());
        if is_without_day {
            continue;
        }
        let Window { earliest, latest } = until_today(question, window, today);
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

/// The window without days after today, unless the question accepts them.
fn until_today(question: &Question, window: Window, today: Day) -> Window {
    let accepts_future = matches!(question.kind, Kind::Date { future: true, .. });
    let latest = if accepts_future { window.latest } else { window.latest.min(today) };
    Window { latest, ..window }
}

/// The windows of all questions, each narrowed by the dates that it must follow or precede.
fn windows(questions: &[Question], facts: &Facts, today: Day) -> Vec<Window> {
    let mut windows: Vec<Window> =
        questions.iter().map(|question| own_window(question, facts, today)).collect();
    // Each pass narrows the windows by one more link of a chain; no chain is longer than the list.
    for _ in questions {
        for (end, question) in questions.iter().enumerate() {
            if let Kind::Date { not_before: Some(start), .. } = &question.kind {
                narrow(&mut windows, usize::from(*start), end);
            }
        }
    }
    windows
}

/// Narrows the windows of two dates, the first of which is not after the second.
fn narrow(windows: &mut [Window], start: usize, end: usize) {
    let (Some(first), Some(second)) = (windows.get(start).copied(), windows.get(end).copied())
    else {
        return;
    };
    if let Some(window) = windows.get_mut(start) {
        window.latest = first.latest.min(second.latest);
    }
    if let Some(window) = windows.get_mut(end) {
        window.earliest = second.earliest.max(first.earliest);
    }
}

/// The window of a date by its own answer and kind.
fn own_window(question: &Question, facts: &Facts, today: Day) -> Window {
    let answer = facts.get(&question.id);
    if let Some(day) = answer.and_then(Answer::day) {
        return Window { earliest: day, latest: day };
    }
    // A date that may not exist, or that the shopper cannot say, does not narrow the others.
    let certainly_exists = answer.is_none() && !question.unknown && !question.none;
    let accepts_future = matches!(question.kind, Kind::Date { future: true, .. });
    let is_bounded = certainly_exists && !accepts_future;
    Window { earliest: Day::MIN, latest: if is_bounded { today } else { Day::MAX } }
}

/// The union of the regions by each calendar of the countries in which the shopper may be.
fn union_over_calendars(
    questions: &[Question],
    question: &Question,
    facts: &Facts,
    regions: impl Fn(Option<&Calendar>) -> RegionSet,
) -> RegionSet {
    let calendars = country_calendars(questions, question, facts);
    let sets = calendars.into_iter().map(regions);
    sets.fold(RegionSet::EMPTY, RegionSet::union)
}

/// The regions of a date within a window, on `day`, and those of its states.
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

/// The regions of a span, by the windows of its two dates.
fn span_regions(
    questions: &[Question],
    windows: &[Window],
    facts: &Facts,
    span: &Question,
) -> RegionSet {
    let date = |index: u8| {
        let index = usize::from(index);
        Some((questions.get(index)?, *windows.get(index)?))
    };
    let Kind::Span { from, to, starts } = &span.kind else { return RegionSet::EMPTY };
    let (Some(from), Some(to)) = (date(*from), date(*to)) else {
        return RegionSet::first(regions(span));
    };
    let unknown = unknown_region(span).map_or(RegionSet::EMPTY, RegionSet::one);
    let is_missing =
        |question: &Question| facts.get(&question.id).is_some_and(|answer| answer.day().is_none());
    if is_missing(from.0) || is_missing(to.0) {
        return unknown;
    }
    let may_be_missing =
        |q: &Question| facts.get(&q.id).is_none() && (q.unknown || none_region(q).is_some());
    let least = from.1.latest.days_until(to.1.earliest).max(0);
    let most = from.1.earliest.days_until(to.1.latest).max(0);
    let values = RegionSet::range(region_of_span(starts, least), region_of_span(starts, most));
    if may_be_missing(from.0) || may_be_missing(to.0) { values.union(unknown) } else { values }
}
