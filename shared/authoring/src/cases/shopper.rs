//! Module `cases`: an example shopper of a case: a day, possible answers, and a description.

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

/// An example shopper of a case. `recourse decide` accepts these facts and this day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shopper {
    /// The topic of the request.
    pub topic: TopicId,
    /// The day on which they ask.
    #[serde(serialize_with = "write_day")]
    pub today: Day,
    /// The answers that decide the case, and the other answers that the interview asks, in their
    /// text form.
    pub facts: BTreeMap<String, String>,
    /// The deciding answers in short, for example `delivered_on = 2026-10-21 (within 30 days)`.
    pub case: String,
    /// The same as sentences, in the words of the shopper.
    pub spoken: String,
}

fn write_day<S: Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

/// Builds example shoppers, for a day and with the texts of the questions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ShopperBuilder<'a> {
    pub(crate) today: Day,
    pub(crate) texts: &'a Texts,
}

impl ShopperBuilder<'_> {
    /// A shopper for a path through a topic's diagrams.
    pub(crate) fn shopper(
        &self,
        policy: &Policy,
        calendars: &Calendars,
        topic: &Topic,
        path: &[(u8, usize)],
    ) -> Shopper {
        let country = self.country(policy, path);
        let dates = calendars.dates_in(policy, path, country, None);
        self.build(policy, dates, country, topic, path)
    }

    /// [`ShopperBuilder::shopper`] on the last day of a date's region; `None` if the dates of the
    /// case do not allow it.
    pub(crate) fn shopper_on_last_day(
        &self,
        policy: &Policy,
        calendars: &Calendars,
        topic: &Topic,
        path: &[(u8, usize)],
        question: u8,
    ) -> Option<Shopper> {
        let country = self.country(policy, path);
        let dates = calendars.dates_in(policy, path, country, Some(question))?;
        Some(self.build(policy, Some(dates), country, topic, path))
    }

    /// The country whose public holidays count for the dates of a case, with the place question;
    /// `None` if no public holidays count.
    fn country(&self, policy: &Policy, path: &[(u8, usize)]) -> Option<(u8, Country)> {
        let place_question =
            |(date, _): &(u8, usize)| match policy.questions().get(usize::from(*date))?.kind {
                Kind::Date { public_holidays, .. } => public_holidays,
                _ => None,
            };
        let index = path.iter().find_map(place_question)?;
        let question = policy.questions().get(usize::from(index))?;
        let answer = match path.iter().find(|(other, _)| *other == index) {
            Some((_, region)) => example(policy, question, *region, self.today),
            None => place_without_holidays(policy, question),
        };
        match answer? {
            Answer::Known(Value::Place(place)) => Some((index, place.country())),
            _ => None,
        }
    }

    fn build(
        &self,
        policy: &Policy,
        dates: Option<Dates>,
        country: Option<(u8, Country)>,
        topic: &Topic,
        path: &[(u8, usize)],
    ) -> Shopper {
        let today = dates.as_ref().map_or(self.today, |dates| dates.today);
        let days = dates.map(|dates| dates.days).unwrap_or_default();
        let mut answers = answers(policy, path, &days, today);
        for (index, region) in path {
            answers.extend(missing_date(policy, &answers, *index, *region));
        }
        if let Some((index, country)) = country {
            add_unanswered(policy, &mut answers, index, Value::Place(Place::from(country)));
        }
        for (index, day) in &days {
            add_unanswered(policy, &mut answers, *index, Value::Date(*day));
        }
        let holidays = country.and_then(|(index, country)| calendar(policy, index, country));
        Shopper {
            topic: topic.id.clone(),
            today,
            facts: complete_facts(policy, topic, &answers, today),
            case: case_text(&answers, today, holidays.as_ref()),
            spoken: self.sentences(topic, &answers, today),
        }
    }

    fn sentences(&self, topic: &Topic, answers: &[(&Question, Answer)], today: Day) -> String {
        let text = |key: &str| self.texts.get(key).unwrap_or_default().to_owned();
        let sentence = |(question, answer): &(&Question, Answer)| {
            let id = question.id.as_str();
            let reply = match (answer, &question.kind) {
                (Answer::CannotSay, _) => "I do not know".to_owned(),
                (Answer::DoesNotExist, _) => text(&key::question_state(id, "none")),
                (Answer::Known(Value::Date(day)), _) => {
                    format!("{day}, {}", relative_day(*day, today))
                }
                (answer, Kind::Choice { .. }) => text(&key::option(id, &answer.to_string())),
                (answer, _) => answer.to_string(),
            };
            format!("{} {reply}.", text(&key::question(id)))
        };
        let topic = text(&key::topic(topic.id.as_str()));
        let mut sentences = vec![format!("It is {today}. \"{topic}\"")];
        sentences.extend(answers.iter().map(sentence));
        sentences.join(" ")
    }
}

/// The answers of a path. Spans are left out, because they are not asked.
fn answers<'a>(
    policy: &'a Policy,
    path: &[(u8, usize)],
    days: &BTreeMap<u8, Day>,
    today: Day,
) -> Vec<(&'a Question, Answer)> {
    let answer = |(index, region): &(u8, usize)| {
        let question = policy.questions().get(usize::from(*index))?;
        if !question.is_asked() {
            return None;
        }
        let answer = match days.get(index) {
            Some(day) => Answer::Known(Value::Date(*day)),
            None => example(policy, question, *region, today)?,
        };
        Some((question, answer))
    };
    path.iter().filter_map(answer).collect()
}

/// Adds the answer to a question that has none.
fn add_unanswered<'a>(
    policy: &'a Policy,
    answers: &mut Vec<(&'a Question, Answer)>,
    index: u8,
    value: Value,
) {
    let Some(question) = policy.questions().get(usize::from(index)) else { return };
    if answers.iter().all(|(other, _)| other.id != question.id) {
        answers.push((question, Answer::Known(value)));
    }
}

/// An answer that makes a span unknown: to one of its dates that is not answered yet, "I do not
/// know" or "it does not exist". `None` if the span is not unknown in the case, or a date is
/// missing already.
fn missing_date<'a>(
    policy: &'a Policy,
    answers: &[(&Question, Answer)],
    span: u8,
    region: usize,
) -> Option<(&'a Question, Answer)> {
    let span = policy.questions().get(usize::from(span))?;
    let Kind::Span { from, to, .. } = span.kind else { return None };
    if unknown_region(span) != Some(region) {
        return None;
    }
    let mut unanswered = Vec::new();
    for date in [from, to].into_iter().filter_map(|date| policy.questions().get(usize::from(date)))
    {
        match answers.iter().find(|(other, _)| other.id == date.id) {
            Some((_, answer)) if answer.day().is_none() => return None,
            Some(_) => {}
            None => unanswered.push(date),
        }
    }
    unanswered.into_iter().find_map(|date| Some((date, states(date).next()?)))
}

/// The answers of the case and, to all other questions of the interview, the first answer that is
/// accepted.
fn complete_facts(
    policy: &Policy,
    topic: &Topic,
    answers: &[(&Question, Answer)],
    today: Day,
) -> BTreeMap<String, String> {
    let mut facts = Facts::default();
    for (question, answer) in answers {
        let _ = facts.record(policy.questions(), &question.id, answer.clone(), today);
    }
    for _ in policy.questions() {
        let situation = Situation { topic: topic.id.clone(), facts: facts.clone(), today };
        let Next::Ask { question, .. } = next(policy, &situation) else { break };
        if !record_any(policy, &question, &mut facts, today) {
            break;
        }
    }
    facts.iter().map(|(id, answer)| (id.to_string(), answer.to_string())).collect()
}

/// Records the first answer that is accepted; returns whether there is one.
fn record_any(policy: &Policy, id: &QuestionId, facts: &mut Facts, today: Day) -> bool {
    let Some(question) = policy.question(id) else { return false };
    let states = states(question);
    let mut values = values(policy, question, today).map(Answer::Known).chain(states);
    values.any(|answer| facts.record(policy.questions(), id, answer, today).is_ok())
}

fn case_text(answers: &[(&Question, Answer)], today: Day, country: Option<&Calendar>) -> String {
    let line = |(question, answer): &(&Question, Answer)| {
        let label = label(question, region_in(question, answer, today, country));
        match question.kind {
            Kind::Date { .. } | Kind::Money { .. } if answer.to_string() != label => {
                format!("{} = {answer} ({label})", question.id)
            }
            _ => format!("{} = {answer}", question.id),
        }
    };
    let lines: Vec<String> = answers.iter().map(line).collect();
    if lines.is_empty() { "whatever the answers are".to_owned() } else { lines.join(", ") }
}

fn relative_day(day: Day, today: Day) -> String {
    match day.days_until(today) {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days if days < 0 => format!("in {} days", days.unsigned_abs()),
        days => format!("{days} days ago"),
    }
}

/// An answer in the region, if one is among the likely values.
fn example(policy: &Policy, question: &Question, region: usize, today: Day) -> Option<Answer> {
    let is_in_region = |answer: &Answer| region_of(question, answer, today) == region;
    if region >= value_regions(&question.kind) {
        return states(question).find(is_in_region);
    }
    values(policy, question, today).map(Answer::Known).find(is_in_region)
}

/// The answers "cannot say" and "does not exist", as far as the question allows them.
fn states(question: &Question) -> impl Iterator<Item = Answer> + use<> {
    let states = [(question.unknown, Answer::CannotSay), (question.none, Answer::DoesNotExist)];
    states.into_iter().filter(|(allowed, _)| *allowed).map(|(_, answer)| answer)
}

/// A place whose public holidays are not known: limits count there as without public holidays.
fn place_without_holidays(policy: &Policy, question: &Question) -> Option<Answer> {
    let Kind::Place { holidays, .. } = &question.kind else { return None };
    let has_holidays = |place: &Place| holidays.iter().any(|other| other.has(place.country()));
    let mut others = likely_places(policy, question).filter(|place| !has_holidays(place));
    others.next().map(|place| Answer::Known(Value::Place(place)))
}

/// The furthest day in the past that is tried for a region, in days.
const DAYS_BACK_MAX: i32 = 4000;

/// Values of the question, enough for every region, the likely ones first.
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
