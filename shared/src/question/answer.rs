//! Module `question`: an answer. Three states are never confused: not asked (absent from
//! [`super::Facts`]), the shopper cannot say, and it does not exist.

use super::{Fault, Kind, Question};
use crate::types::{Amount, Day, OptionId, Place};
use alloc::string::{String, ToString};
use core::fmt;

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A value.
    Known(Value),
    /// "I do not know": never treated as yes or no. Written `unknown`.
    CannotSay,
    /// It does not exist, for example no delivery date for an untraceable parcel. Written `none`.
    DoesNotExist,
}

/// A value, by the kind of question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// An option of a choice.
    Choice(OptionId),
    /// Yes or no.
    YesNo(bool),
    /// A civil day.
    Date(Day),
    /// An amount in the policy's currency.
    Money(Amount),
    /// A country or a subdivision.
    Place(Place),
}

impl Answer {
    /// Reads the text form of an answer to this question: `unknown`, `none`, an option, `yes`/`no`,
    /// a date, an amount or a place.
    ///
    /// # Errors
    /// The [`Fault`] that says what the question accepts.
    pub fn parse(question: &Question, text: &str) -> Result<Answer, Fault> {
        match text {
            "unknown" if question.unknown => Ok(Answer::CannotSay),
            "unknown" => Err(Fault::UnknownNotAllowed),
            "none" if question.none => Ok(Answer::DoesNotExist),
            "none" => Err(Fault::NoneNotAllowed),
            _ => parse_value(&question.kind, text).map(Answer::Known),
        }
    }

    /// The day, if the answer is one.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        match self {
            Answer::Known(Value::Date(day)) => Some(*day),
            _ => None,
        }
    }
}

fn parse_value(kind: &Kind, text: &str) -> Result<Value, Fault> {
    match kind {
        Kind::Choice { options } => options
            .iter()
            .find(|o| o.as_str() == text)
            .cloned()
            .map(Value::Choice)
            .ok_or(Fault::NotAnOption),
        Kind::YesNo => match text {
            "yes" => Ok(Value::YesNo(true)),
            "no" => Ok(Value::YesNo(false)),
            _ => Err(Fault::NotYesNo),
        },
        Kind::Date { .. } => Day::parse(text).map(Value::Date).map_err(|_| Fault::NotADate),
        Kind::Money { currency, .. } => {
            Amount::parse(text, *currency).map(Value::Money).map_err(|_| Fault::NotMoney)
        }
        Kind::Place { .. } => Place::parse(text).map(Value::Place).map_err(|_| Fault::NotAPlace),
        Kind::Span { .. } => Err(Fault::NoSuchQuestion),
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Answer::CannotSay => f.write_str("unknown"),
            Answer::DoesNotExist => f.write_str("none"),
            Answer::Known(Value::Choice(option)) => write!(f, "{option}"),
            Answer::Known(Value::YesNo(yes)) => f.write_str(if *yes { "yes" } else { "no" }),
            Answer::Known(Value::Date(day)) => write!(f, "{day}"),
            Answer::Known(Value::Money(amount)) => write!(f, "{amount}"),
            Answer::Known(Value::Place(place)) => write!(f, "{place}"),
        }
    }
}

impl From<&Answer> for String {
    fn from(answer: &Answer) -> String {
        answer.to_string()
    }
}
