//! Module `cases`: one concrete shopper of a case: a day, answers that can be given, and words to
//! read aloud.

use super::Calendars;
use super::dates::{Dates, calendar};
use super::places::likely_places;
use recourse::clause::Topic;
use recourse::interview::{Next, next};
use recourse::policy::Policy;
use recourse::question::{Answer, Facts, Kind, Question, Situation, Value};
use recourse::region::{label, region_in, region_of, unknown_region, value_regions};
use recourse::types::{Amount, Calendar, Country, Day, Place, QuestionId, Texts, TopicId, key};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// A shopper who meets a case. `recourse decide` takes these facts and this day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shopper {
    /// What the shopper came for.
    pub topic: TopicId,
    /// The day on which they ask.
    #[serde(serialize_with = "written")]
    pub today: Day,
    /// The answers that decide the case, and those that the interview asks on the way, in their
    /// text form.
    pub facts: BTreeMap<String, String>,
    /// The deciding answers in short, for example `delivered_on = 2026-10-21 (within 30 days)`.
    pub case: String,
    /// The same in the shopper's words, to be read aloud.
    pub spoken: String,
}

fn written<S: Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

/// Who tells of shoppers: the day they ask on and the words of the questions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Speaker<'a> {
    pub(crate) today: Day,
    pub(crate) texts: &'a Texts,
}

impl Speaker<'_> {
    /// The shopper of a path through a topic's diagrams.
    pub(crate) fn shopper(
        &self,
        policy: &Policy,
        calendars: &Calendars,
        topic: &Topic,
        path: &[(u8, usize)],
    ) -> Shopper {
        let country = self.country(policy, path);
        self.met(policy, calendars.dates_in(policy, path, country, None), country, topic, path)
    }

    /// The same on the last day of a date's region, or with the largest amount of a region; `None`
    /// where the dates of the case do not allow it.
    pub(crate) fn on_the_edge(
        &self,
        policy: &Policy,
        calendars: &Calendars,
        topic: &Topic,
        path: &[(u8, usize)],
        question: u8,
    ) -> Option<Shopper> {
        let country = self.country(policy, path);
        let dates = calendars.dates_in(policy, path, country, Some(question))?;
        Some(self.met(policy, Some(dates), country, topic, path))
    }

    /// The country whose public holidays count for the dates of a case, and the question that asks
    /// for it; `None` where none do.
    fn country(&self, policy: &Policy, path: &[(u8, usize)]) -> Option<(u8, Country)> {
        let asks = |(ix, _): &(u8, usize)| match policy.questions().get(usize::from(*ix))?.kind {
            Kind::Date { public_holidays, .. } => public_holidays,
            _ => None,
        };
        let place = path.iter().find_map(asks)?;
        let question = policy.questions().get(usize::from(place))?;
        let answer = match path.iter().find(|(ix, _)| *ix == place) {
            Some((_, region)) => example(policy, question, *region, self.today),
            None => without_holidays(policy, question),
        };
        match answer? {
            Answer::Known(Value::Place(place_answered)) => Some((place, place_answered.country())),
            _ => None,
        }
    }

    fn met(
        &self,
        policy: &Policy,
        dates: Option<Dates>,
        country: Option<(u8, Country)>,
        topic: &Topic,
        path: &[(u8, usize)],
    ) -> Shopper {
        let today = dates.as_ref().map_or(self.today, |dates| dates.today);
        let days = dates.map(|dates| dates.days).unwrap_or_default();
        let answer = |ix: u8, region: usize| {
            let question =
                policy.questions().get(usize::from(ix)).filter(|question| question.is_asked())?;
            let day = days.get(&ix).map(|day| Answer::Known(Value::Date(*day)));
            Some((question, day.or_else(|| example(policy, question, region, today))?))
        };
        let mut told: Vec<(&Question, Answer)> =
            path.iter().filter_map(|(ix, region)| answer(*ix, *region)).collect();
        for (ix, region) in path {
            told.extend(missing_date(policy, &told, *ix, *region));
        }
        let place = country
            .and_then(|(ix, country)| Some((policy.questions().get(usize::from(ix))?, country)));
        let missing =
            place.filter(|(question, _)| !told.iter().any(|(other, _)| other.id == question.id));
        let answer = |country: Country| Answer::Known(Value::Place(Place::from(country)));
        told.extend(missing.map(|(question, country)| (question, answer(country))));
        for (ix, day) in &days {
            let question = policy.questions().get(usize::from(*ix));
            let missing =
                question.filter(|question| !told.iter().any(|(other, _)| other.id == question.id));
            told.extend(missing.map(|question| (question, Answer::Known(Value::Date(*day)))));
        }
        Shopper {
            topic: topic.id.clone(),
            today,
            facts: complete(policy, topic, &told, today),
            case: case(
                &told,
                today,
                country.and_then(|(ix, code)| calendar(policy, ix, code)).as_ref(),
            ),
            spoken: self.spoken(topic, &told, today),
        }
    }

    fn spoken(&self, topic: &Topic, told: &[(&Question, Answer)], today: Day) -> String {
        let say = |key: &str| self.texts.get(key).unwrap_or_default().to_owned();
        let mut lines = vec![format!("It is {today}. \"{}\"", say(&key::topic(topic.id.as_str())))];
        lines.extend(told.iter().map(|(question, answer)| {
            let id = question.id.as_str();
            let words = match (answer, &question.kind) {
                (Answer::CannotSay, _) => "I do not know".to_owned(),
                (Answer::DoesNotExist, _) => say(&key::question_state(id, "none")),
                (Answer::Known(Value::Date(day)), _) => format!("{day}, {}", ago(*day, today)),
                (answer, Kind::Choice { .. }) => say(&key::option(id, &answer.to_string())),
                (answer, _) => answer.to_string(),
            };
            format!("{} {words}.", say(&key::question(id)))
        }));
        lines.join(" ")
    }
}

/// What makes a span unknown: one of its dates that is not told yet, answered by "I do not know" or
/// by "it does not exist".
fn missing_date<'a>(
    policy: &'a Policy,
    told: &[(&Question, Answer)],
    ix: u8,
    region: usize,
) -> Option<(&'a Question, Answer)> {
    let span = policy
        .questions()
        .get(usize::from(ix))
        .filter(|span| unknown_region(span) == Some(region))?;
    let Kind::Span { from, to, .. } = span.kind else { return None };
    let dates = [from, to].into_iter().filter_map(|date| policy.questions().get(usize::from(date)));
    let answer = |date: &Question| {
        told.iter().find(|(other, _)| other.id == date.id).map(|(_, answer)| answer)
    };
    if dates.clone().any(|date| answer(date).is_some_and(|answer| answer.day().is_none())) {
        return None;
    }
    let mut open = dates.filter(|date| answer(date).is_none());
    open.find_map(|date| Some((date, states(date).next()?)))
}

/// The answers of the case and, for whatever the interview asks besides, the first that may be
/// given.
fn complete(
    policy: &Policy,
    topic: &Topic,
    told: &[(&Question, Answer)],
    today: Day,
) -> BTreeMap<String, String> {
    let mut facts = Facts::default();
    for (question, answer) in told {
        let _ = facts.record(policy.questions(), &question.id, answer.clone(), today);
    }
    for _ in policy.questions() {
        let situation = Situation { topic: topic.id.clone(), facts: facts.clone(), today };
        let Next::Ask { question, .. } = next(policy, &situation) else { break };
        if !give_any(policy, &question, &mut facts, today) {
            break;
        }
    }
    facts.iter().map(|(id, answer)| (id.to_string(), answer.to_string())).collect()
}

fn give_any(policy: &Policy, id: &QuestionId, facts: &mut Facts, today: Day) -> bool {
    let Some(question) = policy.question(id) else { return false };
    let states = states(question);
    let mut values = values(policy, question, today).map(Answer::Known).chain(states);
    values.any(|answer| facts.record(policy.questions(), id, answer, today).is_ok())
}

fn case(told: &[(&Question, Answer)], today: Day, country: Option<&Calendar>) -> String {
    let line = |(question, answer): &(&Question, Answer)| {
        let words = label(question, region_in(question, answer, today, country));
        match question.kind {
            Kind::Date { .. } | Kind::Money { .. } if answer.to_string() != words => {
                format!("{} = {answer} ({words})", question.id)
            }
            _ => format!("{} = {answer}", question.id),
        }
    };
    let lines: Vec<String> = told.iter().map(line).collect();
    if lines.is_empty() { "whatever the answers are".to_owned() } else { lines.join(", ") }
}

fn ago(day: Day, today: Day) -> String {
    match day.days_until(today) {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days if days < 0 => format!("in {} days", days.unsigned_abs()),
        days => format!("{days} days ago"),
    }
}

/// An answer that falls into the region, if one is easily found.
fn example(policy: &Policy, question: &Question, region: usize, today: Day) -> Option<Answer> {
    let falls = |answer: &Answer| region_of(question, answer, today) == region;
    if region >= value_regions(&question.kind) {
        return states(question).find(falls);
    }
    values(policy, question, today).map(Answer::Known).find(falls)
}

fn states(question: &Question) -> impl Iterator<Item = Answer> + use<> {
    let states = [(question.unknown, Answer::CannotSay), (question.none, Answer::DoesNotExist)];
    states.into_iter().filter(|(allowed, _)| *allowed).map(|(_, answer)| answer)
}

/// A place of which no public holidays are kept: limits count there as they do without any.
fn without_holidays(policy: &Policy, question: &Question) -> Option<Answer> {
    let Kind::Place { holidays, .. } = &question.kind else { return None };
    let kept = |place: &Place| holidays.iter().any(|holidays| holidays.has(place.country()));
    let mut others = likely_places(policy, question).filter(|place| !kept(place));
    others.next().map(|place| Answer::Known(Value::Place(place)))
}

/// Longest way back, in days, in which a day of a region is looked for.
const DAYS_BACK_MAX: i32 = 4000;

/// Some values of the question, enough to meet every region; likely ones first.
fn values<'a>(
    policy: &'a Policy,
    question: &'a Question,
    today: Day,
) -> Box<dyn Iterator<Item = Value> + 'a> {
    match &question.kind {
        Kind::Choice { options } => Box::new(options.iter().cloned().map(Value::Choice)),
        Kind::YesNo => Box::new([true, false].into_iter().map(Value::YesNo)),
        Kind::Date { .. } => Box::new(
            (0..DAYS_BACK_MAX)
                .map(move |back| Value::Date(today.plus_days(0i32.saturating_sub(back)))),
        ),
        Kind::Money { currency, tops } => {
            let last = tops.last().copied().or(Amount::from_minor(0, *currency));
            let beyond = last.and_then(|last| last.plus(1));
            Box::new(tops.iter().copied().chain(beyond).map(Value::Money))
        }
        Kind::Place { .. } => Box::new(likely_places(policy, question).map(Value::Place)),
        Kind::Span { .. } => Box::new(std::iter::empty()),
    }
}
