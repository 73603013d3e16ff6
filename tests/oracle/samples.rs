//! Representative answers: both ends of every range of days, every smallest amount beside a limit,
//! every place that is named and one that is not. They are derived from the phrases of the files.

use super::dates::{date, last_day};
use super::holds::units;
use super::places::{lies_in, parts_in};
use super::rest::Rest;
use super::{Facts, Kind, Policy, Topic};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// Per question of a topic, its answers.
pub(crate) type Answers = BTreeMap<String, Vec<String>>;

/// The questions that a topic's clauses name, spans by their dates, each with answers that
/// distinguish all cases.
pub(crate) fn answers(policy: &Policy, topic: &Topic, today: Date) -> Answers {
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let spoken = policy.exclusions.iter().chain(&policy.allowances);
    for clause in
        spoken.filter(|clause| topic.remedies.iter().any(|remedy| clause.speaks(topic, remedy)))
    {
        phrases(&clause.when, &mut |question, phrase| {
            named.entry(question.to_owned()).or_default().insert(phrase.to_owned());
        });
    }
    if topic.right.is_some() {
        named.extend(
            policy
                .place
                .iter()
                .filter(|place| !named.contains_key(*place))
                .map(|place| (place.clone(), BTreeSet::new()))
                .collect::<Vec<_>>(),
        );
    }
    // If the last day moves past a country's holidays, the country is asked.
    let rolls = |phrases: &BTreeSet<String>| phrases.iter().any(|phrase| phrase.contains("rolled"));
    for question in &policy.questions {
        if let Kind::Date { public_holidays: Some(place), .. } = &question.kind
            && named.get(&question.id).is_some_and(rolls)
        {
            named.entry(place.clone()).or_default();
        }
    }
    let mut all = Answers::new();
    for question in &policy.questions {
        let Some(phrases) = named.get(&question.id) else { continue };
        if let Kind::Span { from, to } = &question.kind {
            for end in [from, to] {
                named_date(policy, end, &mut all, &named, today);
            }
            apart(&mut all, policy, (from, to), phrases, today);
            continue;
        }
        named_date(policy, &question.id, &mut all, &named, today);
    }
    all
}

fn named_date(
    policy: &Policy,
    id: &str,
    all: &mut Answers,
    named: &BTreeMap<String, BTreeSet<String>>,
    today: Date,
) {
    let question = policy.questions.iter().find(|question| question.id == id).unwrap();
    let none = BTreeSet::new();
    let phrases = named.get(id).unwrap_or(&none);
    let mut list = match &question.kind {
        Kind::Choice(options) => options.clone(),
        Kind::YesNo => vec!["yes".to_owned(), "no".to_owned()],
        Kind::Date { future, public_holidays, .. } => {
            days(policy, phrases, today, *future, public_holidays.is_some())
        }
        Kind::Money => amounts(phrases, policy.decimals),
        Kind::Place => places(policy, phrases),
        Kind::Span { .. } => Vec::new(),
    };
    list.extend(question.unknown.then(|| "unknown".to_owned()));
    list.extend(question.none.then(|| "none".to_owned()));
    let known = all.entry(id.to_owned()).or_default();
    for answer in list {
        if !known.contains(&answer) {
            known.push(answer);
        }
    }
}

fn phrases(when: &Table, see: &mut dyn FnMut(&str, &str)) {
    for (key, value) in when {
        match value {
            Value::String(phrase) => see(key, phrase),
            Value::Table(part) => phrases(part, see),
            Value::Array(list) => list.iter().for_each(|item| match item {
                Value::String(phrase) => see(key, phrase),
                Value::Table(part) => phrases(part, see),
                _ => panic!("{key} is no condition"),
            }),
            _ => panic!("{key} is no condition"),
        }
    }
}

/// The first and the last day of every range that no limit divides.
fn days(
    policy: &Policy,
    phrases: &BTreeSet<String>,
    today: Date,
    future: bool,
    abroad: bool,
) -> Vec<String> {
    let parts = phrases.iter().flat_map(|phrase| phrase.split(','));
    let limits: BTreeSet<&str> = parts
        .filter_map(|part| {
            part.trim().strip_prefix("within ").or(part.trim().strip_prefix("after "))
        })
        .collect();
    // By the days of rest of every country, if they count.
    let rests: Vec<&Rest> =
        policy.countries.values().filter(|_| abroad).chain([&policy.rest]).collect();
    let by = |rest: &Rest, day: Date| {
        limits.iter().map(|limit| today <= last_day(day, limit, rest)).collect::<Vec<_>>()
    };
    let inside = |day: Date| rests.iter().flat_map(|rest| by(rest, day)).collect::<Vec<_>>();
    let mut found = Vec::new();
    let first = if future { today + 20.days() } else { today };
    let mut day = first;
    let mut before: Option<(Date, Vec<bool>)> = None;
    for _ in 0..1300 {
        let now = inside(day);
        match &before {
            Some((_, then)) if *then == now => {}
            Some((last, _)) => found.extend([last.to_string(), day.to_string()]),
            None => found.push(day.to_string()),
        }
        before = Some((day, now));
        day = day.yesterday().unwrap();
    }
    found.extend(before.map(|(last, _)| last.to_string()));
    found.dedup();
    found
}

fn amounts(phrases: &BTreeSet<String>, decimals: usize) -> Vec<String> {
    let mut all: BTreeSet<i64> = BTreeSet::from([1, 1_000_000]);
    for part in phrases.iter().flat_map(|phrase| phrase.split(',')) {
        let Some(number) = part
            .trim()
            .rsplit(' ')
            .next()
            .filter(|text| text.starts_with(|c: char| c.is_ascii_digit()))
        else {
            continue;
        };
        let at = units(number, decimals);
        all.extend([at - 1, at, at + 1]);
    }
    let shown = |units: i64| {
        let unit = 10_i64.pow(u32::try_from(decimals).unwrap());
        let (whole, part) = (units / unit, units % unit);
        if decimals == 0 { whole.to_string() } else { format!("{whole}.{part:0>decimals$}") }
    };
    all.into_iter().filter(|units| *units >= 0).map(shown).collect()
}

/// One place for every combination of lists, and one that no list names.
fn places(policy: &Policy, phrases: &BTreeSet<String>) -> Vec<String> {
    let mut lists: Vec<Vec<String>> =
        policy.statutes.iter().map(|(_, list)| list.clone()).collect();
    lists.extend(
        phrases
            .iter()
            .filter(|phrase| !["known", "unknown", "none"].contains(&phrase.as_str()))
            .map(|phrase| match phrase.strip_prefix('@') {
                Some(name) => policy.groups[name].clone(),
                None => vec![phrase.clone()],
            }),
    );
    let belongs = |place: &str| {
        lists.iter().map(|list| list.iter().any(|entry| lies_in(place, entry))).collect::<Vec<_>>()
    };
    let mut seen: BTreeMap<Vec<bool>, String> = BTreeMap::new();
    let entries = || lists.iter().flatten().map(String::as_str);
    let inner = entries().flat_map(parts_in).map(str::to_owned);
    // For a country with an unknown part: the country, and a part that no list names.
    let country = |entry: &str| {
        entry.strip_suffix("-?").map(|country| [country.to_owned(), format!("{country}-ZZZ")])
    };
    let named = entries().filter(|entry| !entry.ends_with("-?")).map(str::to_owned);
    let others = ["SG", "BV"].map(str::to_owned);
    for place in named.chain(entries().filter_map(country).flatten()).chain(inner).chain(others) {
        seen.entry(belongs(&place)).or_insert(place);
    }
    let mut all: Vec<String> = seen.into_values().collect();
    // Countries of the same lists with other holidays.
    let asks = |question: &super::Question| {
        matches!(&question.kind, Kind::Date { public_holidays: Some(_), .. })
    };
    if policy.questions.iter().any(asks) {
        all.extend(["DE", "GB", "LV", "FR-974"].map(str::to_owned));
    }
    all
}

/// Dates whose distance is a span's limit, and a day less; none after today if the question allows
/// none.
fn apart(
    all: &mut Answers,
    policy: &Policy,
    (from, to): (&str, &str),
    phrases: &BTreeSet<String>,
    today: Date,
) {
    let parts = phrases.iter().flat_map(|phrase| phrase.split(','));
    let counts: BTreeSet<i64> =
        parts.filter_map(|part| part.trim().split(' ').nth(1)?.parse().ok()).collect();
    let spans: Vec<i64> = counts.iter().flat_map(|count| [*count, *count - 1]).collect();
    for (known, other, sign) in [(to, from, -1), (from, to, 1)] {
        let future =
            policy.questions.iter().any(|asked| asked.id == other && asked.kind.is_future());
        let known: Vec<String> = all.get(known).cloned().unwrap_or_default();
        let days =
            known.iter().filter(|answer| answer.starts_with("20")).map(|answer| date(answer));
        let others = days.flat_map(|day| spans.iter().map(move |span| day + (sign * span).days()));
        let others: Vec<Date> = others.filter(|day| future || *day <= today).collect();
        let answers = all.entry(other.to_owned()).or_default();
        for answer in others.into_iter().map(|day| day.to_string()) {
            if !answers.contains(&answer) {
                answers.push(answer);
            }
        }
    }
}

/// Whether the dates of a case are possible: no date before one that it may not precede.
pub(crate) fn possible(policy: &Policy, facts: &Facts) -> bool {
    let day =
        |id: &str| facts.get(id).filter(|answer| answer.starts_with("20")).map(|text| date(text));
    policy.questions.iter().all(|question| match &question.kind {
        Kind::Date { not_before: Some(start), .. } => match (day(start), day(&question.id)) {
            (Some(start), Some(end)) => start <= end,
            _ => true,
        },
        _ => true,
    })
}
