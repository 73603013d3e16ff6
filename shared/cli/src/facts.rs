//! Reads facts from a JSON object: texts, and booleans and numbers where the kind of the question
//! allows them.

use crate::typed::{answer_text, fault_message};
use recourse::policy::Policy;
use recourse::question::{Answer, Facts, Kind, Question};
use recourse::types::Day;
use serde_json::{Map, Value};

/// Reads facts from JSON.
///
/// # Errors
/// A sentence that names the question and what it accepts.
pub(crate) fn parse(policy: &Policy, json: &str, today: Day) -> Result<Facts, String> {
    let json = json.trim_start_matches('\u{feff}');
    let given: Map<String, Value> = serde_json::from_str(json).map_err(|error| {
        format!(
            "facts are a JSON object, such as {{\"opened\": \"no\", \"price\": 129.5}}: {error}"
        )
    })?;
    let language = policy.parts().language.as_str();
    let find = |id: &str| policy.questions().iter().find(|question| question.id.as_str() == id);
    let mut texts = Vec::new();
    for (id, value) in &given {
        let text = match find(id) {
            Some(question) => text(question, value, language)
                .map_err(|error| format!("question `{id}`: {error}"))?,
            None => value.as_str().unwrap_or_default().to_owned(),
        };
        texts.push((id.as_str(), text));
    }
    let pairs = texts.iter().map(|(id, text)| (*id, text.as_str()));
    Facts::parse(policy.questions(), pairs, today).map_err(|error| {
        let text = texts.iter().find(|(id, _)| *id == error.question).map_or("", |(_, text)| text);
        let message = fault_message(find(&error.question), error.fault, text);
        format!("{}: question `{}`: {message}", error.fault.code(), error.question)
    })
}

/// The text form of a JSON value.
fn text(question: &Question, value: &Value, language: &str) -> Result<String, String> {
    let accepted = match question.kind {
        Kind::Choice { .. } => "one of its options, as a string",
        Kind::YesNo => "`true`, `false`, \"yes\" or \"no\"",
        Kind::Date { .. } => "a date, as a string such as \"2026-11-20\"",
        Kind::Money { .. } => "an amount, as a number or a string",
        Kind::Place { .. } => "a country, as a string",
        Kind::Span { .. } => "nothing: it is computed from two dates",
    };
    match (&question.kind, value) {
        // A text that is valid as the contract has it is not interpreted as a person's notation.
        (_, Value::String(text)) if Answer::parse(question, text).is_ok() => Ok(text.clone()),
        (_, Value::String(text)) => answer_text(question, text, language),
        (Kind::YesNo, Value::Bool(yes)) => Ok(if *yes { "yes" } else { "no" }.to_owned()),
        (Kind::Money { .. }, Value::Number(number)) => Ok(number.to_string()),
        (_, Value::Null) => Err(format!(
            "it takes {accepted}, not `null`; answers that are not known yet are left out"
        )),
        (_, value) => Err(format!("it takes {accepted}, not `{value}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use recourse_authoring::{compile, load};
    use std::path::Path;

    fn kitchen() -> Policy {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../authoring/tests/kitchen-sink");
        compile(&load(&folder.join("policies"), &folder.join("statutes"), "kitchen").unwrap())
            .unwrap()
            .policy
    }

    #[test]
    fn facts_may_be_booleans_and_numbers_where_the_kind_allows() {
        let policy = kitchen();
        let today = Day::parse("2026-11-20").unwrap();
        let read = |json: &str| -> Result<String, String> {
            let facts = parse(&policy, json, today)?;
            let all: Vec<String> =
                facts.iter().map(|(id, answer)| format!("{id}={answer}")).collect();
            Ok(all.join(" "))
        };
        for (json, facts) in [
            (r#"{"price": 129}"#, "price=129.00"),
            (r#"{"price": 129.5}"#, "price=129.50"),
            (r#"{"price": 1e3}"#, "price=1000.00"),
            (r#"{"price": "1.299,50"}"#, "price=1299.50"),
            (r#"{"dangerous": false}"#, "dangerous=no"),
            (r#"{"dangerous": true}"#, "dangerous=yes"),
            (r#"{"ship_to": "Spanien"}"#, "ship_to=ES"),
            (r#"{"ship_to": "ES"}"#, "ship_to=ES"),
            ("\u{feff}{}", ""),
        ] {
            assert_eq!(read(json).as_deref(), Ok(facts), "{json}");
        }
        for (json, parts) in [
            (r#"{"price": "1,299"}"#, &["`price`", "two ways", "`1299.00` or `1.30`", "USD"][..]),
            (r#"{"price": true}"#, &["`price`", "an amount", "`true`"]),
            (r#"{"price": 1.005}"#, &["not_money", "at most two decimals"]),
            (r#"{"dangerous": 1}"#, &["`dangerous`", "\"yes\" or \"no\"", "`1`"]),
            (r#"{"dangerous": null}"#, &["`dangerous`", "left out"]),
            (r#"{"condition": false}"#, &["`condition`", "options"]),
            (r#"{"ship_to": "Atlantis"}"#, &["not_a_place", "name of a country"]),
            (r#"{"ship_to": "Crimea"}"#, &["Ukraine (UA)", "Russia (RU)"]),
            (r#"{"no_such": "yes"}"#, &["no_such_question"]),
            ("[]", &["a JSON object"]),
        ] {
            let error = read(json).unwrap_err();
            assert!(parts.iter().all(|part| error.contains(part)), "{json}: {error}");
        }
    }
}
