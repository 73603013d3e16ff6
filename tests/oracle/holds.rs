//! Whether a condition holds, evaluated from its text.

use super::dates::{date, days_between, within};
use super::places::lies_in;
use super::rest::of_place;
use super::{Facts, Kind, Policy};
use jiff::civil::Date;
use toml::{Table, Value};

/// Whether a `when` holds. Every question that it names must be answered.
pub(crate) fn holds(policy: &Policy, when: &Table, facts: &Facts, today: Date) -> bool {
    when.iter().all(|(key, value)| match (key.as_str(), value) {
        ("any", Value::Array(parts)) => {
            parts.iter().any(|part| holds(policy, part.as_table().unwrap(), facts, today))
        }
        ("all", Value::Array(parts)) => {
            parts.iter().all(|part| holds(policy, part.as_table().unwrap(), facts, today))
        }
        ("not", Value::Table(part)) => !holds(policy, part, facts, today),
        (question, Value::String(phrase)) => says(policy, question, phrase, facts, today),
        (question, Value::Array(phrases)) => phrases
            .iter()
            .any(|phrase| says(policy, question, phrase.as_str().unwrap(), facts, today)),
        (key, _) => panic!("{key} is no condition"),
    })
}

/// Whether a phrase holds for the answer to its question.
pub(crate) fn says(
    policy: &Policy,
    question: &str,
    phrase: &str,
    facts: &Facts,
    today: Date,
) -> bool {
    let asked = policy.questions.iter().find(|known| known.id == question).unwrap();
    let answer = match &asked.kind {
        Kind::Span { from, to } => span(facts, from, to),
        _ => facts.get(question).unwrap_or_else(|| panic!("{question} is not answered")).clone(),
    };
    let is_state = answer == "unknown" || answer == "none";
    match phrase {
        "known" => !is_state,
        "unknown" | "none" => answer == phrase,
        _ if is_state => false,
        _ => match &asked.kind {
            Kind::Choice(_) | Kind::YesNo => answer == phrase,
            Kind::Place => in_list(policy, phrase, &answer),
            Kind::Date { public_holidays, .. } => {
                let place = public_holidays.as_ref().and_then(|place| facts.get(place));
                parts(phrase).all(|part| date_part(policy, part, &answer, today, place))
            }
            Kind::Money => parts(phrase).all(|part| money_part(part, &answer, policy.decimals)),
            Kind::Span { .. } => parts(phrase).all(|part| span_part(part, answer.parse().unwrap())),
        },
    }
}

fn parts(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split(',').map(str::trim)
}

/// Days between two dates; unknown if one of them is missing.
fn span(facts: &Facts, from: &str, to: &str) -> String {
    let known = |id: &str| {
        facts
            .get(id)
            .filter(|answer| *answer != "unknown" && *answer != "none")
            .map(|text| date(text))
    };
    match (known(from), known(to)) {
        (Some(from), Some(to)) => days_between(from, to).to_string(),
        _ => "unknown".to_owned(),
    }
}

/// Whether a list names the place or a place that contains it.
fn in_list(policy: &Policy, phrase: &str, place: &str) -> bool {
    let one = vec![phrase.to_owned()];
    let list = phrase.strip_prefix('@').map_or(&one, |name| &policy.groups[name]);
    list.iter().any(|entry| lies_in(place, entry))
}

/// A rolled limit moves past the place's days of rest if they are known; otherwise past the shop's.
fn date_part(
    policy: &Policy,
    part: &str,
    answer: &str,
    today: Date,
    place: Option<&String>,
) -> bool {
    let (word, limit) = part.split_once(' ').unwrap();
    let abroad = place
        .filter(|_| limit.ends_with(" rolled"))
        .and_then(|place| of_place(policy.countries, place));
    let inside = within(date(answer), limit, today, abroad.unwrap_or(&policy.rest));
    match word {
        "within" => inside,
        "after" => !inside,
        other => panic!("{other} is no date phrase"),
    }
}

/// An amount in the smallest unit of a currency with so many decimals.
pub(crate) fn units(text: &str, decimals: usize) -> i64 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{rest:0<decimals$}").parse().unwrap()
}

fn money_part(part: &str, answer: &str, decimals: usize) -> bool {
    let amount = units(answer, decimals);
    let rest = |word: &str| part.strip_prefix(word).map(|text| units(text, decimals));
    rest("under ")
        .map(|top| amount < top)
        .or_else(|| rest("up to ").map(|top| amount <= top))
        .or_else(|| rest("from ").map(|bottom| amount >= bottom))
        .or_else(|| rest("over ").map(|bottom| amount > bottom))
        .unwrap_or_else(|| panic!("{part} is no amount phrase"))
}

fn span_part(part: &str, days: i64) -> bool {
    let words: Vec<&str> = part.split(' ').collect();
    let count: i64 = words[1].parse().unwrap();
    match words[0] {
        "under" => days < count,
        "from" => days >= count,
        other => panic!("{other} is no span phrase"),
    }
}
