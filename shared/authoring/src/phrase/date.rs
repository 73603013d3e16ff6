//! Module `phrase`: date phrases: `within 3 days`, `after 3 days, within 30 days`,
//! `within 14 days rolled`.

use super::{Phrase, PhraseError, split_at_commas};
use crate::suggest;
use recourse::types::{Calendar, Limit, Unit};
use std::ops::Range;

const FORMS: &str = "write `within 30 days`, `after 30 days` or `after 3 days, within 30 days`; \
                     units: days, business days, months, years";

pub(super) fn parse(text: &str) -> Result<Phrase, PhraseError> {
    let (mut after, mut within) = (None, None);
    for (start, part) in split_at_commas(text) {
        let (word, rest) = part.split_once(' ').unwrap_or((part, ""));
        let rest_start = start.saturating_add(word.len()).saturating_add(1);
        let slot = match word {
            "within" => &mut within,
            "after" => &mut after,
            _ => {
                let word = start..start.saturating_add(word.len());
                return Err(error_at(word, "a date phrase starts with `within` or `after`"));
            }
        };
        if slot.is_some() {
            let part = start..start.saturating_add(part.len());
            return Err(error_at(part, &format!("`{word}` stands twice")));
        }
        *slot = Some(parse_limit(rest).map_err(|error| shift(error, rest_start))?);
    }
    if let (Some(after), Some(within)) = (&after, &within) {
        check_order(*after, *within, text)?;
    }
    Ok(Phrase::Dates { after, within })
}

/// Parses `30 days`, `3 business days`, `1 year`, `14 days rolled`.
pub(crate) fn parse_limit(text: &str) -> Result<Limit, PhraseError> {
    let words: Vec<(usize, &str)> = words(text).collect();
    let Some(((start, word), rest)) = words.split_first() else {
        let message = "a limit needs a number and a unit";
        return Err(PhraseError::of_phrase(text, message, Some(FORMS.into())));
    };
    let count = parse_count(*start, word)?;
    let names: Vec<&str> = rest.iter().map(|(_, word)| *word).collect();
    let (unit_words, rolled) = match names.split_last() {
        Some((last, before)) if *last == "rolled" => (before, true),
        _ => (names.as_slice(), false),
    };
    let unit = match unit_words {
        ["day" | "days"] => Unit::Days,
        ["business", "day" | "days"] => Unit::BusinessDays,
        ["month" | "months"] => Unit::Months,
        ["year" | "years"] => Unit::Years,
        _ => return Err(unknown_unit(text, rest.first().map_or(text.len(), |(start, _)| *start))),
    };
    Ok(Limit { count, unit, rolled })
}

fn parse_count(start: usize, word: &str) -> Result<u16, PhraseError> {
    let range = start..start.saturating_add(word.len());
    match word.parse::<u16>() {
        Ok(count) if count <= 3660 && word.bytes().all(|b| b.is_ascii_digit()) => Ok(count),
        _ => Err(error_at(range, &format!("`{word}` is not a number from 0 to 3660"))),
    }
}

fn unknown_unit(text: &str, start: usize) -> PhraseError {
    let written = text.get(start..).unwrap_or("").trim();
    let message = if written.is_empty() {
        "the unit is missing".into()
    } else {
        format!("`{written}` is not a unit")
    };
    let near =
        suggest::nearest(written, ["days", "business days", "months", "years", "days rolled"]);
    let help = near.map_or_else(|| FORMS.to_owned(), |near| format!("did you mean `{near}`?"));
    PhraseError { inside: start..text.len(), message, help: Some(help) }
}

fn check_order(after: Limit, within: Limit, text: &str) -> Result<(), PhraseError> {
    // Without holidays. With holidays, one limit may end after the other; that is checked when
    // limits are ordered.
    let default = Calendar::default();
    if after.span_days(&default) < within.span_days(&default) {
        return Ok(());
    }
    let help = format!("`after {after}` begins only when `within {within}` has ended");
    Err(PhraseError::of_phrase(text, "no day can lie in this phrase", Some(help)))
}

/// The words of a text, each with its first byte.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0usize;
    text.split(' ')
        .map(move |word| {
            let begin = start;
            start = start.saturating_add(word.len()).saturating_add(1);
            (begin, word)
        })
        .filter(|(_, word)| !word.is_empty())
}

fn error_at(inside: Range<usize>, message: &str) -> PhraseError {
    PhraseError { inside, message: message.to_owned(), help: Some(FORMS.to_owned()) }
}

/// The error of a part of a phrase that begins at byte `by`.
fn shift(error: PhraseError, by: usize) -> PhraseError {
    let inside = error.inside.start.saturating_add(by)..error.inside.end.saturating_add(by);
    PhraseError { inside, ..error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limit_is_parsed_as_it_is_printed() {
        for text in ["3 days", "1 day", "14 days rolled", "3 business days", "3 months", "1 year"] {
            assert_eq!(parse_limit(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn limit_error_marks_the_word_at_fault_and_suggests_another() {
        let error = parse("within 3 dyas").unwrap_err();
        assert_eq!((error.inside, error.help.as_deref()), (9..13, Some("did you mean `days`?")));
        assert_eq!(parse("in 3 days").unwrap_err().inside, 0..2);
        assert_eq!(parse("after 3 days, within x days").unwrap_err().inside, 21..22);
        assert!(parse("after 30 days, within 3 days").is_err(), "nothing lies between");
        assert!(parse("").is_err());
    }
}
