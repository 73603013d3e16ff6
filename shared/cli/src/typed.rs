//! Converts what a person typed on the command line to the text form of an answer.

use crate::countries::{CountryMatch, find_country};
use recourse::question::{Answer, Fault, Kind, Question, Typed, Value};
use recourse::types::{Amount, CountryHit, Place, amount_text};

/// The text form of an answer.
///
/// # Errors
/// If the text is ambiguous: a sentence with all readings.
pub(crate) fn answer_text(
    question: &Question,
    text: &str,
    language: &str,
) -> Result<String, String> {
    if let Kind::Place { .. } = question.kind {
        return place_text(text);
    }
    match question.typed(text, language) {
        Typed::Text(text) => Ok(text),
        Typed::Ask(readings) => Err(ambiguity(question, text, &readings, language)),
    }
}

/// A sentence that names every reading of an ambiguous text.
fn ambiguity(question: &Question, text: &str, readings: &[Answer], language: &str) -> String {
    let quoted = |answer: &Answer| match answer {
        Answer::Known(Value::Money(amount)) => format!("`{}`", amount_text(*amount, language)),
        other => format!("`{other}`"),
    };
    let readings: Vec<String> = readings.iter().map(quoted).collect();
    let unit = match &question.kind {
        Kind::Money { currency, .. } => format!(" in {}", currency.as_str()),
        _ => String::new(),
    };
    match readings.as_slice() {
        [only] => format!("`{text}` is not certain: if you mean {only}{unit}, write it so"),
        _ => format!("`{text}` can be read in two ways: write {}{unit}", readings.join(" or ")),
    }
}

/// The code of a place: as it is typed, or of the country with that name in any language of the
/// interface.
fn place_text(text: &str) -> Result<String, String> {
    let code = text.to_uppercase();
    if matches!(text, "unknown" | "none") {
        return Ok(text.to_owned());
    }
    if Place::parse(&code).is_ok() {
        return Ok(code);
    }
    match find_country(text) {
        CountryMatch::One(hit) => Ok(hit.code),
        CountryMatch::Several(hits) => {
            let shown = |hit: &CountryHit| format!("{} ({})", hit.name, hit.code);
            let countries: Vec<String> = hits.iter().map(shown).collect();
            Err(format!(
                "`{text}` fits several countries: {}; write the name or the code",
                countries.join(", ")
            ))
        }
        CountryMatch::None => Ok(text.to_owned()),
    }
}

/// The message of a fault. An amount's example has the currency of the question.
pub(crate) fn fault_message(question: Option<&Question>, fault: Fault, text: &str) -> String {
    match question.map(|question| &question.kind) {
        Some(Kind::Money { currency, .. }) if fault == Fault::NotMoney => {
            match Amount::parse(text, *currency) {
                Err(error) => error.to_string(),
                Ok(_) => fault.message().to_owned(),
            }
        }
        Some(Kind::Place { .. }) if fault == Fault::NotAPlace => {
            "not a place: write the name of a country, or an ISO 3166 code such as `DE`".to_owned()
        }
        _ => fault.message().to_owned(),
    }
}
