//! First and last days, found by deciding every day in turn, as long as any limit of the policy
//! runs.

use super::dates::{date, last_day};
use super::{Clause, Decided, Facts, Policy, Topic, decide};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;
use toml::{Table, Value};

/// The days that a decision shows for one remedy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Days {
    /// With `not_yet`: the first day on which the remedy is granted or support decides.
    pub(crate) first: Option<Date>,
    /// The last day before the verdict is worse than today's.
    pub(crate) last: Option<Date>,
    /// With `granted`: the last day before other terms, if it is before the last day.
    pub(crate) terms: Option<Date>,
}

/// The days of every remedy of a topic, with all questions answered.
pub(crate) fn days(policy: &Policy, topic: &Topic, facts: &Facts, today: Date) -> Vec<Days> {
    let mut history = Vec::new();
    let mut day = today;
    let end = horizon(policy, topic, facts, today);
    while day <= end {
        history.push((day, decide(policy, topic, facts, day)));
        day = day.tomorrow().unwrap();
    }
    (0..topic.remedies.len()).map(|remedy| of_remedy(&history, remedy)).collect()
}

fn of_remedy(history: &[(Date, Vec<Decided>)], remedy: usize) -> Days {
    let now = &history[0].1[remedy];
    let first_that = |test: &dyn Fn(&Decided) -> bool| {
        history.iter().find(|(_, then)| test(&then[remedy])).map(|(day, _)| *day)
    };
    match now.by_policy.as_str() {
        "refused" => Days::default(),
        "not_yet" => Days { first: first_that(&|then| rank(then) <= 1), ..Days::default() },
        _ => {
            let last =
                first_that(&|then| rank(then) > rank(now)).map(|day| day.yesterday().unwrap());
            let changed =
                first_that(&|then| terms(then) != terms(now)).map(|day| day.yesterday().unwrap());
            let granted = now.by_policy == "granted";
            let terms = changed.filter(|day| granted && last.is_none_or(|last| *day < last));
            Days { first: None, last, terms }
        }
    }
}

/// From best to worst, by the policy's own verdict.
fn rank(decided: &Decided) -> usize {
    let all = ["granted", "ask_support", "not_yet", "refused"];
    all.iter().position(|verdict| *verdict == decided.by_policy).unwrap()
}

fn terms(decided: &Decided) -> (&str, &Option<String>, &Option<String>, &[String]) {
    (&decided.by_policy, &decided.pays, &decided.cap, &decided.proofs)
}

/// Most days by which a country's public holidays move a limit, with a margin.
const ROLLED: i64 = 20;

/// Some days after the last limit of any known date; nothing changes after that.
fn horizon(policy: &Policy, topic: &Topic, facts: &Facts, today: Date) -> Date {
    let limits = limits(policy, topic);
    let events = facts.values().filter(|answer| answer.starts_with("20")).map(|text| date(text));
    let ends = events
        .flat_map(|event| limits.iter().map(move |limit| last_day(event, limit, &policy.rest)));
    let last = ends.max().unwrap_or(today).max(today);
    last + ROLLED.days()
}

/// Every limit of a date that a clause of the topic names.
fn limits(policy: &Policy, topic: &Topic) -> BTreeSet<String> {
    let spoken = policy.exclusions.iter().chain(&policy.allowances);
    let of_topic =
        |clause: &&Clause| topic.remedies.iter().any(|remedy| clause.speaks(topic, remedy));
    let mut found = BTreeSet::new();
    for clause in spoken.filter(of_topic) {
        collect(&clause.when, &mut found);
    }
    found
}

fn collect(when: &Table, found: &mut BTreeSet<String>) {
    for value in when.values() {
        collect_value(value, found);
    }
}

fn collect_value(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(phrase) => {
            let parts = phrase.split(',').map(str::trim);
            let limits = parts
                .filter_map(|part| part.strip_prefix("within ").or(part.strip_prefix("after ")));
            found.extend(limits.map(str::to_owned));
        }
        Value::Table(part) => collect(part, found),
        Value::Array(list) => list.iter().for_each(|item| collect_value(item, found)),
        _ => {}
    }
}

/// Whether the verdict of a remedy is no worse on another day than today.
pub(crate) fn no_worse(
    policy: &Policy,
    topic: &Topic,
    facts: &Facts,
    remedy: usize,
    today: &Decided,
    day: Date,
) -> bool {
    rank(&decide(policy, topic, facts, day)[remedy]) <= rank(today)
}
