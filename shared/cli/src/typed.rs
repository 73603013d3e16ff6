//! What a person typed on the command line, as the text form of an answer, or what to say about it.

use crate::countries::{Country, country};
use recourse::question::{Answer, Fault, Kind, Question, Typed, Value};
use recourse::types::{Amount, CountryHit, Place, amount_text};

/// The text form of an answer.
///
/// # Errors
/// Where it can be read in more than one way: a sentence with all readings.
pub(crate) fn answer_text(asked: &Question, text: &str, language: &str) -> Result<String, String> {
    if let Kind::Place { .. } = asked.kind {
        return place_text(text);
    }
    match asked.typed(text, language) {
        Typed::Text(text) => Ok(text),
        Typed::Ask(readings) => Err(ask_back(asked, text, &readings, language)),
    }
}

/// A sentence that names every reading of what was typed.
fn ask_back(asked: &Question, text: &str, readings: &[Answer], language: &str) -> String {
    let shown = |answer: &Answer| match answer {
        Answer::Known(Value::Money(amount)) => amount_text(*amount, language),
        other => other.to_string(),
    };
    let all: Vec<String> = readings.iter().map(|answer| format!("`{}`", shown(answer))).collect();
    let unit = match &asked.kind {
        Kind::Money { currency, .. } => format!(" in {}", currency.as_str()),
        _ => String::new(),
    };
    match all.as_slice() {
        [one] => format!("`{text}` is not certain: if you mean {one}{unit}, write it so"),
        _ => format!("`{text}` can be read in two ways: write {}{unit}", all.join(" or ")),
    }
}

/// A code as it is written, else the country of that name in any language of the interface.
fn place_text(text: &str) -> Result<String, String> {
    let code = text.to_uppercase();
    if matches!(text, "unknown" | "none") || Place::parse(&code).is_ok() {
        return Ok(if matches!(text, "unknown" | "none") { text.to_owned() } else { code });
    }
    match country(text) {
        Country::Meant(hit) => Ok(hit.code),
        Country::Several(all) => {
            let shown = |hit: &CountryHit| format!("{} ({})", hit.name, hit.code);
            let all: Vec<String> = all.iter().map(shown).collect();
            Err(format!(
                "`{text}` fits several countries: {}; write the name or the code",
                all.join(", ")
            ))
        }
        Country::Unknown => Ok(text.to_owned()),
    }
}

/// What is wrong with an answer, with an amount of the question's own currency as the example.
pub(crate) fn fault_message(asked: Option<&Question>, fault: Fault, text: &str) -> String {
    match asked.map(|asked| &asked.kind) {
        Some(Kind::Money { currency, .. }) if fault == Fault::NotMoney => {
            Amount::parse(text, *currency)
                .err()
                .map_or_else(|| fault.message().to_owned(), |error| error.to_string())
        }
        Some(Kind::Place { .. }) if fault == Fault::NotAPlace => {
            "not a place: write the name of a country, or an ISO 3166 code such as `DE`".to_owned()
        }
        _ => fault.message().to_owned(),
    }
}
