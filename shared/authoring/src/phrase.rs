//! Module `phrase`: parses the phrases that a condition may use for a question of each kind. One
//! string becomes one [`Phrase`].

mod date;
mod number;

use crate::draft::{KindWord, QuestionDraft};
use crate::suggest;
use recourse::types::{Area, Currency, Limit};
use std::ops::Range;

pub(crate) use date::parse_limit;

/// What a condition requires of one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Phrase {
    /// A value, whichever it is.
    Known,
    /// The shopper cannot say.
    Unknown,
    /// It does not exist.
    None,
    /// An option of a choice.
    Option(String),
    /// Yes or no.
    YesNo(bool),
    /// A date: after the end of the first limit and within the second.
    Dates { after: Option<Limit>, within: Option<Limit> },
    /// An amount in minor units: more than the first, at most the second.
    Amounts { beyond: Option<i64>, top: Option<i64> },
    /// Whole days: at least the first, fewer than the second.
    Days { from: Option<u16>, under: Option<u16> },
    /// A country, a subdivision, or a country whose subdivision is not known.
    Place(Area),
    /// A list of `[place_groups]`.
    Group(String),
}

/// Why a phrase cannot be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PhraseError {
    /// The part at fault, as a range of bytes in the phrase.
    pub(crate) inside: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl PhraseError {
    pub(crate) fn of_phrase(
        text: &str,
        message: impl Into<String>,
        help: Option<String>,
    ) -> PhraseError {
        PhraseError { inside: 0..text.len(), message: message.into(), help }
    }
}

/// Parses a phrase for a question of that kind; its amounts are in the policy's currency.
pub(crate) fn parse(
    question: &QuestionDraft,
    currency: Currency,
    text: &str,
) -> Result<Phrase, PhraseError> {
    match text {
        "known" => Ok(Phrase::Known),
        "unknown" if question.allows_unknown() => Ok(Phrase::Unknown),
        "none" if question.allows_none() => Ok(Phrase::None),
        "unknown" | "none" => Err(state_missing(question, text)),
        _ => parse_value(question, currency, text),
    }
}

fn state_missing(question: &QuestionDraft, state: &str) -> PhraseError {
    let message = format!("the question `{}` cannot be answered `{state}`", question.id.value);
    let help = if question.kind.value == KindWord::Span {
        "a span is `unknown` where one of its dates is unknown or none".to_owned()
    } else {
        format!("add `{state} = true` to the question, or leave this out")
    };
    PhraseError::of_phrase(state, message, Some(help))
}

fn parse_value(
    question: &QuestionDraft,
    currency: Currency,
    text: &str,
) -> Result<Phrase, PhraseError> {
    match question.kind.value {
        KindWord::Choice => parse_option(question, text),
        KindWord::YesNo => match text {
            "yes" => Ok(Phrase::YesNo(true)),
            "no" => Ok(Phrase::YesNo(false)),
            _ => Err(PhraseError::of_phrase(
                text,
                format!("`{text}` is neither `yes` nor `no`"),
                None,
            )),
        },
        KindWord::Date => date::parse(text),
        KindWord::Money => number::parse_money(text, currency),
        KindWord::Span => number::parse_days(text),
        KindWord::Place => parse_place(text),
    }
}

fn parse_option(question: &QuestionDraft, text: &str) -> Result<Phrase, PhraseError> {
    let options: Vec<&str> =
        question.options.iter().flatten().map(|option| option.as_str()).collect();
    if options.contains(&text) {
        return Ok(Phrase::Option(text.to_owned()));
    }
    let message = format!("the question `{}` has no option `{text}`", question.id.value);
    Err(PhraseError::of_phrase(text, message, suggest::help(text, options)))
}

fn parse_place(text: &str) -> Result<Phrase, PhraseError> {
    if let Some(group) = text.strip_prefix('@') {
        return Ok(Phrase::Group(group.to_owned()));
    }
    let help = "write an ISO 3166 code such as `DE` or `UA-43`, `UA-?` for a country whose part is \
                not known, or a list of [place_groups] such as `@eu`";
    Area::parse(text).map(Phrase::Place).map_err(|_| {
        PhraseError::of_phrase(text, format!("`{text}` is not a place"), Some(help.to_owned()))
    })
}

/// The parts of a phrase between commas, each with its first byte.
fn split_at_commas(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0usize;
    text.split(',').map(move |part| {
        let lead = part.len().saturating_sub(part.trim_start().len());
        let begin = start.saturating_add(lead);
        start = start.saturating_add(part.len()).saturating_add(1);
        (begin, part.trim())
    })
}
