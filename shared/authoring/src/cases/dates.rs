//! Module `cases`: whether dates can be in their regions together, and on which days. Orders ("not
//! delivered before it was shipped") and spans limit the differences between days, so the latest
//! days that fit are shortest paths, found by the Bellman-Ford algorithm.

use recourse::policy::Policy;
use recourse::question::{Answer, Kind, Question, Value};
use recourse::region::{none_region, region_in, unknown_region, value_regions};
use recourse::types::{Calendar as WorkingDays, Country, Day};
use std::collections::BTreeMap;

/// The furthest day in the past or the future that is tried, in days from today.
const DAYS_MAX: i32 = 4_000;

/// The furthest day in the future that is tried first, in days from today: examples should have
/// days that a shopper plans for.
const DAYS_AHEAD_NEAR: i32 = 30;

/// The days on which a date is in each of its regions: (earliest, latest), in days from today,
/// negative in the past.
type Intervals = Vec<Option<(i32, i32)>>;

/// A day on which a shopper asks.
#[derive(Debug, Clone)]
struct AskingDay {
    today: Day,
    /// The intervals of each question; empty if it is no date.
    intervals: Vec<Intervals>,
    /// Whether a day may be later than [`DAYS_AHEAD_NEAR`].
    is_far: bool,
}

/// The days on which shoppers ask: the given day, the days of its week, and a day of each month of
/// its year, because a weekend or a short month can leave a region without days.
#[derive(Debug, Clone)]
pub(crate) struct Calendars {
    days: Vec<AskingDay>,
    /// The day before which all dates of events are.
    before: Option<Day>,
}

/// A day on which a shopper asks, and the day of each date question in the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dates {
    pub(crate) today: Day,
    pub(crate) days: BTreeMap<u8, Day>,
}

impl Calendars {
    pub(crate) fn of(policy: &Policy, today: Day) -> Calendars {
        let week = (0..7).map(|days| today.plus_days(days));
        let year = (1..12).map(|month: i32| today.plus_days(month.saturating_mul(31)));
        let days = week.chain(year).map(|today| AskingDay::of(policy, today, None)).collect();
        Calendars { days, before: None }
    }

    /// Calendars in which all dates of events are before a day, and shoppers ask from that day on.
    pub(crate) fn of_orders_before(policy: &Policy, day: Day) -> Calendars {
        let mut calendars = Calendars::of(policy, day);
        calendars.before = Some(day);
        calendars.days.iter_mut().for_each(|asking_day| asking_day.end_before(day));
        calendars
    }

    /// Days for the dates of a case; `None` if no days fit together.
    pub(crate) fn dates(&self, policy: &Policy, path: &[(u8, usize)]) -> Option<Dates> {
        self.days.iter().find_map(|asking_day| asking_day.fit(policy, path, None))
    }

    /// [`Calendars::dates`] with limits that move past the public holidays of a country, which is
    /// the answer to the given place question. The date question `on_last_day` gets the earliest
    /// day of its region, so that the shopper asks on the region's last day.
    pub(crate) fn dates_in(
        &self,
        policy: &Policy,
        path: &[(u8, usize)],
        country: Option<(u8, Country)>,
        on_last_day: Option<u8>,
    ) -> Option<Dates> {
        let holidays = country.and_then(|(place, country)| holidays(policy, place, country));
        let fit_with_holidays = |asking_day: &AskingDay| match &holidays {
            Some(holidays) => {
                let mut abroad = AskingDay::of(policy, asking_day.today, Some(holidays));
                if let Some(before) = self.before {
                    abroad.end_before(before);
                }
                abroad.fit(policy, path, on_last_day)
            }
            None => asking_day.fit(policy, path, on_last_day),
        };
        // If holidays leave a region without days, the example is a shopper of another country.
        let fit_without =
            || self.days.iter().find_map(|asking_day| asking_day.fit(policy, path, on_last_day));
        self.days.iter().find_map(fit_with_holidays).or_else(fit_without)
    }

    /// The answers of a case to questions about dates.
    pub(crate) fn only_dates(&self, policy: &Policy, path: &[(u8, usize)]) -> Vec<(u8, usize)> {
        let is_date = |ix: u8| {
            let kind = policy.questions().get(usize::from(ix)).map(|question| &question.kind);
            matches!(kind, Some(Kind::Date { .. } | Kind::Span { .. }))
        };
        path.iter().copied().filter(|(ix, _)| is_date(*ix)).collect()
    }
}

impl AskingDay {
    fn of(policy: &Policy, today: Day, country: Option<&Holidays>) -> AskingDay {
        let intervals: Vec<Intervals> =
            policy.questions().iter().map(|question| intervals(question, today, country)).collect();
        let is_far =
            intervals.iter().flatten().flatten().any(|(_, latest)| *latest > DAYS_AHEAD_NEAR);
        AskingDay { today, intervals, is_far }
    }

    /// Removes that day and all later days from the intervals.
    fn end_before(&mut self, day: Day) {
        let last = self.today.days_until(day).saturating_sub(1);
        for interval in self.intervals.iter_mut().flatten() {
            let shortened = interval.map(|(earliest, latest)| (earliest, latest.min(last)));
            *interval = shortened.filter(|(earliest, latest)| earliest <= latest);
        }
    }

    /// Days for the dates of a case: near ones if they fit, otherwise any.
    fn fit(&self, policy: &Policy, path: &[(u8, usize)], on_last_day: Option<u8>) -> Option<Dates> {
        let near = self.fit_until(policy, path, on_last_day, DAYS_AHEAD_NEAR);
        if near.is_some() || !self.is_far {
            return near;
        }
        self.fit_until(policy, path, on_last_day, DAYS_MAX)
    }

    /// The latest days that fit, at most `ahead` days in the future if the region allows it.
    fn fit_until(
        &self,
        policy: &Policy,
        path: &[(u8, usize)],
        on_last_day: Option<u8>,
        ahead: i32,
    ) -> Option<Dates> {
        let mut constraints = Constraints { ahead, ..Constraints::default() };
        for (index, region) in path {
            let question = policy.questions().get(usize::from(*index))?;
            match question.kind {
                Kind::Date { .. } => {
                    self.constrain_date(&mut constraints, *index, *region, on_last_day)?;
                }
                Kind::Span { .. } => {
                    self.constrain_span(&mut constraints, policy, path, question, *region)?;
                }
                _ => {}
            }
        }
        constraints.add_orders(policy);
        let days = constraints.solve()?;
        let day = |(index, days): (u8, i32)| (index, self.today.plus_days(days));
        Some(Dates { today: self.today, days: days.into_iter().map(day).collect() })
    }

    /// Limits a date to the days of its region. The regions of "cannot say" and "does not exist"
    /// have no days and limit nothing.
    fn constrain_date(
        &self,
        constraints: &mut Constraints,
        date: u8,
        region: usize,
        on_last_day: Option<u8>,
    ) -> Option<()> {
        let is_on_last_day = on_last_day == Some(date);
        let Some(interval) = self.intervals.get(usize::from(date))?.get(region) else {
            return (!is_on_last_day).then_some(());
        };
        let (earliest, latest) = (*interval)?;
        if is_on_last_day {
            constraints.limit(date, (earliest, earliest));
        }
        constraints.limit(date, (earliest, latest));
        Some(())
    }

    /// Limits the dates of a span to a region of the span, which counts the days between them.
    /// `None` if they cannot be in it.
    fn constrain_span(
        &self,
        constraints: &mut Constraints,
        policy: &Policy,
        path: &[(u8, usize)],
        span: &Question,
        region: usize,
    ) -> Option<()> {
        let Kind::Span { from, to, starts } = &span.kind else { return None };
        let dates = [*from, *to];
        if Some(region) == unknown_region(span) {
            // A span is unknown exactly if one of its dates is missing.
            return dates.iter().any(|date| may_be_missing(policy, path, *date)).then_some(());
        }
        if dates.iter().any(|date| is_missing(policy, path, *date) == Some(true)) {
            return None;
        }
        for date in dates {
            constraints.limit(date, self.all_days(date)?);
        }
        let start = region.checked_sub(1).and_then(|previous| starts.get(previous));
        let least = start.map(|start| i32::from(*start));
        let most = starts.get(region).map(|next| i32::from(*next).saturating_sub(1));
        constraints.limit_difference(*from, *to, least, most);
        Some(())
    }

    /// The earliest and the latest day of a date, over all of its regions.
    fn all_days(&self, date: u8) -> Option<(i32, i32)> {
        let intervals = self.intervals.get(usize::from(date))?.iter().flatten().copied();
        intervals.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
    }
}

/// Whether the answer to a date question is "cannot say" or "does not exist"; `None` if the case
/// has no answer to it.
fn is_missing(policy: &Policy, path: &[(u8, usize)], date: u8) -> Option<bool> {
    let question = policy.questions().get(usize::from(date))?;
    let (_, region) = path.iter().find(|(other, _)| *other == date)?;
    Some(*region >= value_regions(&question.kind))
}

/// Whether a date is missing, or its question is unanswered and allows that.
fn may_be_missing(policy: &Policy, path: &[(u8, usize)], date: u8) -> bool {
    is_missing(policy, path, date).unwrap_or_else(|| {
        let question = policy.questions().get(usize::from(date));
        question.is_some_and(|date| unknown_region(date).or(none_region(date)).is_some())
    })
}

/// Limits of the days of date questions and of their differences.
#[derive(Debug, Default)]
struct Constraints {
    /// The furthest day in the future.
    ahead: i32,
    /// Limits of differences, in days: `(a, b, most)` means `day[b] - day[a] <= most`.
    edges: Vec<(u8, u8, i32)>,
    /// The dates that have a day.
    dates: Vec<u8>,
}

/// The index of today in the edges.
const TODAY: u8 = u8::MAX;

impl Constraints {
    /// Limits a date to an interval, in days from today.
    fn limit(&mut self, date: u8, (earliest, latest): (i32, i32)) {
        self.dates.push(date);
        self.edges.push((TODAY, date, latest.min(self.ahead.max(earliest))));
        self.edges.push((date, TODAY, earliest.saturating_neg()));
    }

    /// Limits the number of days between two dates.
    fn limit_difference(&mut self, from: u8, to: u8, least: Option<i32>, most: Option<i32>) {
        self.edges.extend(least.map(|least| (to, from, least.saturating_neg())));
        self.edges.extend(most.map(|most| (from, to, most)));
    }

    /// Adds that no date is before the one that it must follow.
    fn add_orders(&mut self, policy: &Policy) {
        for date in self.dates.clone() {
            let kind = policy.questions().get(usize::from(date)).map(|question| &question.kind);
            if let Some(Kind::Date { not_before: Some(start), .. }) = kind
                && self.dates.contains(start)
            {
                self.edges.push((date, *start, 0));
            }
        }
    }

    /// The latest days that fit, in days from today; `None` if none do.
    fn solve(&self) -> Option<BTreeMap<u8, i32>> {
        let mut latest: BTreeMap<u8, i32> = BTreeMap::from([(TODAY, 0)]);
        for _ in 0..=self.dates.len().saturating_add(1) {
            if !self.relax(&mut latest) {
                latest.remove(&TODAY);
                return Some(latest);
            }
        }
        None
    }

    /// Applies every edge once; returns whether a day became earlier.
    fn relax(&self, latest: &mut BTreeMap<u8, i32>) -> bool {
        let mut changed = false;
        for (from, to, most) in &self.edges {
            let Some(start) = latest.get(from) else { continue };
            let reached = start.saturating_add(*most);
            if latest.get(to).is_none_or(|known| reached < *known) {
                latest.insert(*to, reached);
                changed = true;
            }
        }
        changed
    }
}

/// A country's calendar, and the place question that asks for the country.
type Holidays = (u8, WorkingDays);

fn holidays(policy: &Policy, place: u8, country: Country) -> Option<Holidays> {
    calendar(policy, place, country).map(|days| (place, days))
}

/// The working days of a country that can be the answer to a place question; `None` if its public
/// holidays are not known.
pub(super) fn calendar(policy: &Policy, place: u8, country: Country) -> Option<WorkingDays> {
    let Kind::Place { holidays, .. } = &policy.questions().get(usize::from(place))?.kind else {
        return None;
    };
    holidays.iter().find(|holidays| holidays.has(country)).map(|holidays| holidays.calendar.clone())
}

/// The days of each region of a date question, in days from today.
fn intervals(question: &Question, today: Day, country: Option<&Holidays>) -> Intervals {
    let Kind::Date { future, public_holidays, .. } = &question.kind else {
        return Intervals::new();
    };
    let calendar = match country {
        Some((place, calendar)) if *public_holidays == Some(*place) => Some(calendar),
        _ => None,
    };
    let region = |days: i32| {
        let answer = Answer::Known(Value::Date(today.plus_days(days)));
        region_in(question, &answer, today, calendar)
    };
    let last = if *future { DAYS_MAX } else { 0 };
    let interval = |wanted: usize| {
        // Earlier days have higher regions, so a binary search finds the bounds.
        let latest = find_latest(last, &|days| region(days) >= wanted)?;
        let latest_beyond = find_latest(last, &|days| region(days) > wanted);
        let earliest =
            latest_beyond.map_or(DAYS_MAX.saturating_neg(), |days| days.saturating_add(1));
        (earliest <= latest).then_some((earliest, latest))
    };
    (0..value_regions(&question.kind)).map(interval).collect()
}

/// The latest number of days, at most `last`, for which a test holds that also holds for all
/// earlier ones.
fn find_latest(last: i32, holds: &dyn Fn(i32) -> bool) -> Option<i32> {
    let (mut low, mut high) = (DAYS_MAX.saturating_neg(), last);
    if !holds(low) {
        return None;
    }
    while low < high {
        let middle = low.midpoint(high).saturating_add(i32::from(low.midpoint(high) == low));
        if holds(middle) { low = middle } else { high = middle.saturating_sub(1) }
    }
    Some(low)
}
