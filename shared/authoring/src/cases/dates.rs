//! Module `cases`: whether dates can fall into regions together, and on which days. Orders ("not
//! delivered before it was shipped") and spans are differences of days, so the latest days that fit
//! are shortest ways, as Bellman and Ford find them.

use recourse::policy::Policy;
use recourse::question::{Answer, Kind, Question, Value};
use recourse::region::{none_region, region_in, unknown_region, value_regions};
use recourse::types::{Calendar as WorkingDays, Country, Day};
use std::collections::BTreeMap;

/// Longest way back and forth, in days, in which days are looked for.
const DAYS_MAX: i32 = 4_000;

/// How far ahead, in days, a date that may lie ahead is looked for first: an example speaks of days
/// that a shopper plans for.
const DAYS_AHEAD_NEAR: i32 = 30;

/// The days on which a question's dates fall into each of its regions: (earliest, latest), counted
/// from a today.
type Intervals = Vec<Option<(i32, i32)>>;

/// One day on which a shopper asks.
#[derive(Debug, Clone)]
struct Calendar {
    today: Day,
    /// Per question; empty where it is no date.
    intervals: Vec<Intervals>,
    /// Whether some day may lie further ahead than [`DAYS_AHEAD_NEAR`].
    is_far: bool,
}

/// Days on which shoppers ask: the day given, its week, and a day of each month of its year,
/// because a weekend or a short month can leave a region without days.
#[derive(Debug, Clone)]
pub(crate) struct Calendars {
    days: Vec<Calendar>,
    /// Every date that has come lies before this day.
    before: Option<Day>,
}

/// A day on which a shopper asks, and the days that the date questions have in the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dates {
    pub(crate) today: Day,
    pub(crate) days: BTreeMap<u8, Day>,
}

impl Calendars {
    pub(crate) fn of(policy: &Policy, today: Day) -> Calendars {
        let week = (0..7).map(|ahead| today.plus_days(ahead));
        let year = (1..12).map(|month: i32| today.plus_days(month.saturating_mul(31)));
        let days = week.chain(year).map(|today| Calendar::of(policy, today, None)).collect();
        Calendars { days, before: None }
    }

    /// The same, where every date that has come lies before a day, and shoppers ask from that day
    /// on.
    pub(crate) fn of_orders_before(policy: &Policy, day: Day) -> Calendars {
        let mut calendars = Calendars::of(policy, day);
        calendars.before = Some(day);
        calendars.days.iter_mut().for_each(|calendar| calendar.end_before(day));
        calendars
    }

    /// Days for the dates of a case; `None` where no day lets them fit together.
    pub(crate) fn dates(&self, policy: &Policy, path: &[(u8, usize)]) -> Option<Dates> {
        self.days.iter().find_map(|calendar| calendar.fitted(policy, path, None))
    }

    /// The same, where limits move past the public holidays of the country that answers the
    /// question; and with `held`, on the last day of a region: that date question is held to the
    /// earliest day of its region.
    pub(crate) fn dates_in(
        &self,
        policy: &Policy,
        path: &[(u8, usize)],
        country: Option<(u8, Country)>,
        held: Option<u8>,
    ) -> Option<Dates> {
        let holidays = country.and_then(|(place, country)| holidays(policy, place, country));
        let abroad = |day: &Calendar| match &holidays {
            Some(holidays) => {
                let mut calendar = Calendar::of(policy, day.today, Some(holidays));
                self.before.into_iter().for_each(|before| calendar.end_before(before));
                calendar.fitted(policy, path, held)
            }
            None => day.fitted(policy, path, held),
        };
        // A region that holidays leave without days is met by a shopper of another country.
        let plain = || self.days.iter().find_map(|calendar| calendar.fitted(policy, path, held));
        self.days.iter().find_map(abroad).or_else(plain)
    }

    /// The part of a case that is about dates.
    pub(crate) fn only_dates(&self, policy: &Policy, path: &[(u8, usize)]) -> Vec<(u8, usize)> {
        let is_date = |ix: u8| {
            let kind = policy.questions().get(usize::from(ix)).map(|question| &question.kind);
            matches!(kind, Some(Kind::Date { .. } | Kind::Span { .. }))
        };
        path.iter().copied().filter(|(ix, _)| is_date(*ix)).collect()
    }
}

impl Calendar {
    fn of(policy: &Policy, today: Day, country: Option<&Holidays>) -> Calendar {
        let intervals: Vec<Intervals> =
            policy.questions().iter().map(|question| intervals(question, today, country)).collect();
        let is_far =
            intervals.iter().flatten().flatten().any(|(_, latest)| *latest > DAYS_AHEAD_NEAR);
        Calendar { today, intervals, is_far }
    }

    /// Leaves no date on that day or after it.
    fn end_before(&mut self, day: Day) {
        let last = self.today.days_until(day).saturating_sub(1);
        for interval in self.intervals.iter_mut().flatten() {
            *interval = interval.map(|(earliest, latest)| (earliest, latest.min(last)));
            *interval = interval.filter(|(earliest, latest)| earliest <= latest);
        }
    }

    /// Near days where some fit, else any.
    fn fitted(&self, policy: &Policy, path: &[(u8, usize)], held: Option<u8>) -> Option<Dates> {
        let near = self.solved(policy, path, held, DAYS_AHEAD_NEAR);
        near.or_else(|| self.is_far.then(|| self.solved(policy, path, held, DAYS_MAX)).flatten())
    }

    /// The latest days that fit, not further ahead than `ahead` days where the region allows it.
    fn solved(
        &self,
        policy: &Policy,
        path: &[(u8, usize)],
        held: Option<u8>,
        ahead: i32,
    ) -> Option<Dates> {
        let mut system = System { ahead, ..System::default() };
        for (ix, region) in path {
            let question = policy.questions().get(usize::from(*ix))?;
            match question.kind {
                Kind::Date { .. } => {
                    if held == Some(*ix) {
                        let (earliest, _) =
                            (*self.intervals.get(usize::from(*ix))?.get(*region)?)?;
                        system.between(*ix, (earliest, earliest));
                    }
                    self.date(&mut system, *ix, *region)?;
                }
                Kind::Span { from, to, .. } => {
                    self.span(&mut system, policy, path, question, (from, to), *region)?
                }
                _ => {}
            }
        }
        system.order(policy);
        let days = system.solve()?;
        Some(Dates {
            today: self.today,
            days: days.into_iter().map(|(ix, days)| (ix, self.today.plus_days(days))).collect(),
        })
    }

    /// A date falls into a region; its states are no days.
    fn date(&self, system: &mut System, ix: u8, region: usize) -> Option<()> {
        let intervals = self.intervals.get(usize::from(ix))?;
        match intervals.get(region) {
            Some(interval) => system.between(ix, (*interval)?),
            None => system.states.push(ix),
        }
        Some(())
    }

    /// A span falls into a region: so many days lie between its dates, or one of them is missing.
    fn span(
        &self,
        system: &mut System,
        policy: &Policy,
        path: &[(u8, usize)],
        span: &Question,
        (from, to): (u8, u8),
        region: usize,
    ) -> Option<()> {
        let Kind::Span { starts, .. } = &span.kind else { return None };
        let state = |ix: u8| {
            let known = path.iter().find(|(other, _)| *other == ix).map(|(_, region)| *region);
            let question = policy.questions().get(usize::from(ix))?;
            Some((question, known.map(|region| region >= value_regions(&question.kind))))
        };
        let ends = [state(from)?, state(to)?];
        if Some(region) == unknown_region(span) {
            let may_miss = |(question, missing): &(&Question, Option<bool>)| match missing {
                Some(missing) => *missing,
                None => unknown_region(question).or(none_region(question)).is_some(),
            };
            return ends.iter().any(may_miss).then_some(());
        }
        if ends.iter().any(|(_, missing)| *missing == Some(true)) {
            return None;
        }
        for ix in [from, to] {
            let whole = self.intervals.get(usize::from(ix))?.iter().flatten();
            let whole = whole.copied().reduce(|(a, b), (c, d)| (a.min(c), b.max(d)))?;
            system.between(ix, whole);
        }
        let least = region
            .checked_sub(1)
            .and_then(|before| starts.get(before))
            .map(|start| i32::from(*start));
        let most = starts.get(region).map(|next| i32::from(*next).saturating_sub(1));
        system.apart(from, to, least, most);
        Some(())
    }
}

/// Differences between days: `x[b] - x[a] <= most`. Question 255 is today itself.
#[derive(Debug, Default)]
struct System {
    /// Furthest day ahead.
    ahead: i32,
    edges: Vec<(u8, u8, i32)>,
    known: Vec<u8>,
    states: Vec<u8>,
}

const TODAY: u8 = u8::MAX;

impl System {
    fn between(&mut self, ix: u8, (earliest, latest): (i32, i32)) {
        self.known.push(ix);
        self.edges.push((TODAY, ix, latest.min(self.ahead.max(earliest))));
        self.edges.push((ix, TODAY, earliest.saturating_neg()));
    }

    fn apart(&mut self, from: u8, to: u8, least: Option<i32>, most: Option<i32>) {
        self.edges.extend(least.map(|least| (to, from, least.saturating_neg())));
        self.edges.extend(most.map(|most| (from, to, most)));
    }

    /// No date precedes the one that it may not precede.
    fn order(&mut self, policy: &Policy) {
        for ix in self.known.clone() {
            let kind = policy.questions().get(usize::from(ix)).map(|question| &question.kind);
            if let Some(Kind::Date { not_before: Some(start), .. }) = kind
                && self.known.contains(start)
            {
                self.edges.push((ix, *start, 0));
            }
        }
    }

    /// The latest days that fit; `None` where none do.
    fn solve(&self) -> Option<BTreeMap<u8, i32>> {
        let mut latest: BTreeMap<u8, i32> = BTreeMap::from([(TODAY, 0)]);
        for _ in 0..=self.known.len().saturating_add(1) {
            let mut moved = false;
            for (from, to, most) in &self.edges {
                let Some(reached) = latest.get(from).map(|start| start.saturating_add(*most))
                else {
                    continue;
                };
                if latest.get(to).is_none_or(|known| reached < *known) {
                    latest.insert(*to, reached);
                    moved = true;
                }
            }
            if !moved {
                latest.remove(&TODAY);
                return Some(latest);
            }
        }
        None
    }
}

/// A country's calendar, and the place question that asks for the country.
type Holidays = (u8, WorkingDays);

fn holidays(policy: &Policy, place: u8, country: Country) -> Option<Holidays> {
    calendar(policy, place, country).map(|days| (place, days))
}

/// The working days of a country that may answer a place question; `None` where its public holidays
/// are not known.
pub(super) fn calendar(policy: &Policy, place: u8, country: Country) -> Option<WorkingDays> {
    let Kind::Place { holidays, .. } = &policy.questions().get(usize::from(place))?.kind else {
        return None;
    };
    holidays.iter().find(|holidays| holidays.has(country)).map(|holidays| holidays.calendar.clone())
}

/// The days of each region of a date question, counted from today.
fn intervals(question: &Question, today: Day, country: Option<&Holidays>) -> Intervals {
    let Kind::Date { future, public_holidays, .. } = &question.kind else {
        return Intervals::new();
    };
    let own = country.filter(|(place, _)| *public_holidays == Some(*place)).map(|(_, days)| days);
    let region = |ahead: i32| {
        region_in(question, &Answer::Known(Value::Date(today.plus_days(ahead))), today, own)
    };
    let last = if *future { DAYS_MAX } else { 0 };
    (0..value_regions(&question.kind))
        .map(|wanted| {
            // Regions ascend as days go back, so each is found by halving.
            let latest = halve(last, &|ahead| region(ahead) >= wanted)?;
            let beyond = halve(last, &|ahead| region(ahead) > wanted);
            let earliest =
                beyond.map_or(DAYS_MAX.saturating_neg(), |beyond| beyond.saturating_add(1));
            (earliest <= latest).then_some((earliest, latest))
        })
        .collect()
}

/// The latest number of days, from `last` back to the earliest looked at, for which a test holds
/// that holds for every earlier one too.
fn halve(last: i32, holds: &dyn Fn(i32) -> bool) -> Option<i32> {
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
