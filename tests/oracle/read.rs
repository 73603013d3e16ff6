//! Reads the policy files.

use super::rest::{self, Rest};
use std::collections::BTreeMap;
use toml::{Table, Value};

pub(crate) struct Policy {
    pub(crate) questions: Vec<Question>,
    pub(crate) groups: BTreeMap<String, Vec<String>>,
    pub(crate) topics: Vec<Topic>,
    pub(crate) exclusions: Vec<Clause>,
    pub(crate) allowances: Vec<Clause>,
    /// Decimals of the policy's currency.
    pub(crate) decimals: usize,
    /// Right and countries of every statute.
    pub(crate) statutes: Vec<(String, Vec<String>)>,
    pub(crate) place: Option<String>,
    /// The shop's days of rest, and those of countries.
    pub(crate) rest: Rest,
    pub(crate) countries: &'static BTreeMap<String, Rest>,
    /// Steps that can be shown.
    pub(crate) steps: Vec<String>,
}

#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Choice(Vec<String>),
    YesNo,
    Date { future: bool, not_before: Option<String>, public_holidays: Option<String> },
    Money,
    Place,
    Span { from: String, to: String },
}

impl Kind {
    /// Whether an answer may be a day after today.
    pub(crate) fn is_future(&self) -> bool {
        matches!(self, Kind::Date { future: true, .. })
    }
}

pub(crate) struct Question {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) unknown: bool,
    pub(crate) none: bool,
}

pub(crate) struct Topic {
    pub(crate) id: String,
    pub(crate) remedies: Vec<String>,
    pub(crate) right: Option<String>,
}

pub(crate) struct Clause {
    pub(crate) id: String,
    remedies: Vec<String>,
    topics: Option<Vec<String>>,
    pub(crate) when: Table,
    pub(crate) verdict: String,
    pub(crate) pays: Option<String>,
    pub(crate) cap: Option<String>,
    pub(crate) proofs: Vec<String>,
    pub(crate) steps: Vec<String>,
}

impl Clause {
    /// Whether the clause is about a remedy in a topic that decides it.
    pub(crate) fn speaks(&self, topic: &Topic, remedy: &str) -> bool {
        let here = self.topics.as_ref().is_none_or(|topics| topics.contains(&topic.id));
        here && self.remedies.iter().any(|own| own == "*" || own == remedy)
    }
}

impl Policy {
    /// Whether a span counts from or to that date.
    pub(crate) fn is_in_span(&self, date: &str) -> bool {
        self.questions
            .iter()
            .any(|question| matches!(&question.kind, Kind::Span { from, to } if from == date || to == date))
    }
}

pub(crate) fn read(policy: &str, statutes: &[String]) -> Policy {
    let policy: Table = policy.parse().unwrap();
    let statutes: Vec<Table> = statutes.iter().map(|text| text.parse().unwrap()).collect();
    let contact = policy.get("contact").and_then(Value::as_table).cloned().unwrap_or_default();
    let shown = |step: &&Table| texts(step, "needs").iter().all(|need| contact.contains_key(need));
    Policy {
        questions: tables(&policy, "question").iter().map(question).collect(),
        groups: groups(&policy),
        decimals: decimals(&text(&policy, "currency").unwrap()),
        topics: tables(&policy, "topic").iter().map(topic).collect(),
        exclusions: tables(&policy, "exclude")
            .iter()
            .map(|table| clause(table, "refused"))
            .collect(),
        allowances: tables(&policy, "allow").iter().map(|table| clause(table, "granted")).collect(),
        statutes: statutes.iter().flat_map(rights).collect(),
        place: text(&policy, "place_question"),
        rest: Rest::of(policy.get("calendar").and_then(Value::as_table)),
        countries: rest::countries(),
        steps: tables(&policy, "step")
            .iter()
            .filter(shown)
            .filter_map(|step| text(step, "id"))
            .collect(),
    }
}

/// Decimals of a currency: those of ISO 4217 other than two, written here independently.
fn decimals(currency: &str) -> usize {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

fn question(table: &Table) -> Question {
    let on = |key: &str| table.get(key).and_then(Value::as_bool) == Some(true);
    let kind = match text(table, "kind").unwrap().as_str() {
        "choice" => Kind::Choice(texts(table, "options")),
        "yes_no" => Kind::YesNo,
        "date" => Kind::Date {
            future: on("future"),
            not_before: text(table, "not_before"),
            public_holidays: text(table, "public_holidays"),
        },
        "money" => Kind::Money,
        "place" => Kind::Place,
        "span" => Kind::Span { from: text(table, "from").unwrap(), to: text(table, "to").unwrap() },
        other => panic!("no kind {other}"),
    };
    Question { id: text(table, "id").unwrap(), kind, unknown: on("unknown"), none: on("none") }
}

fn topic(table: &Table) -> Topic {
    Topic {
        id: text(table, "id").unwrap(),
        remedies: texts(table, "remedies"),
        right: text(table, "right"),
    }
}

fn clause(table: &Table, verdict: &str) -> Clause {
    Clause {
        id: text(table, "id").unwrap(),
        remedies: texts(table, "remedies"),
        topics: table.contains_key("topics").then(|| texts(table, "topics")),
        when: table.get("when").and_then(Value::as_table).cloned().unwrap_or_default(),
        verdict: text(table, "verdict").unwrap_or(verdict.to_owned()),
        pays: text(table, "pays"),
        cap: text(table, "cap"),
        proofs: texts(table, "proofs"),
        steps: texts(table, "steps"),
    }
}

fn rights(table: &Table) -> Vec<(String, Vec<String>)> {
    let countries = texts(table, "countries");
    tables(table, "right")
        .iter()
        .map(|right| (text(right, "right").unwrap(), countries.clone()))
        .collect()
}

fn groups(policy: &Table) -> BTreeMap<String, Vec<String>> {
    let groups = policy.get("place_groups").and_then(Value::as_table).cloned().unwrap_or_default();
    groups.keys().map(|name| (name.clone(), texts(&groups, name))).collect()
}

fn tables(table: &Table, key: &str) -> Vec<Table> {
    let list = table.get(key).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_table).cloned().collect()
}

fn text(table: &Table, key: &str) -> Option<String> {
    table.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn texts(table: &Table, key: &str) -> Vec<String> {
    let list = table.get(key).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
