//! Module `question`: why an answer is rejected. The error is shown at its question, never as a
//! verdict.

use crate::types::QuestionId;
use core::fmt;

/// An answer that its question does not accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerError {
    /// The id of the question, as the sender wrote it.
    pub question: alloc::string::String,
    /// The fault of the answer.
    pub fault: Fault,
}

impl AnswerError {
    pub(crate) fn at(question: &QuestionId, fault: Fault) -> AnswerError {
        AnswerError { question: question.as_str().into(), fault }
    }
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "question `{}`: {}", self.question, self.fault.message())
    }
}

impl core::error::Error for AnswerError {}

/// A fault of one answer. Its code is stable and part of the HTTP contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The policy has no such question.
    NoSuchQuestion,
    /// Not one of the options.
    NotAnOption,
    /// Neither `yes` nor `no`.
    NotYesNo,
    /// Not `YYYY-MM-DD`.
    NotADate,
    /// Not an amount.
    NotMoney,
    /// Not a country or subdivision.
    NotAPlace,
    /// The question has no "I do not know".
    UnknownNotAllowed,
    /// The question has no "it does not exist".
    NoneNotAllowed,
    /// The day is after today.
    DateInFuture,
    /// The day is before the event that it must follow (delivered before shipped).
    DateBeforeStart,
    /// The day is outside the years 2000 to 2199.
    DateOutOfRange,
}

impl Fault {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Fault::NoSuchQuestion => "no_such_question",
            Fault::NotAnOption => "not_an_option",
            Fault::NotYesNo => "not_yes_no",
            Fault::NotADate => "not_a_date",
            Fault::NotMoney => "not_money",
            Fault::NotAPlace => "not_a_place",
            Fault::UnknownNotAllowed => "unknown_not_allowed",
            Fault::NoneNotAllowed => "none_not_allowed",
            Fault::DateInFuture => "date_in_future",
            Fault::DateBeforeStart => "date_before_start",
            Fault::DateOutOfRange => "date_out_of_range",
        }
    }

    /// One English sentence for developers and agents; shoppers read the texts of the widget.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Fault::NoSuchQuestion => "this policy asks no such question",
            Fault::NotAnOption => "not one of the options",
            Fault::NotYesNo => "answer `yes` or `no`",
            Fault::NotADate => "not a date: write it as YYYY-MM-DD",
            Fault::NotMoney => "not an amount: write it as 129.99",
            Fault::NotAPlace => "not a place: write an ISO 3166 code such as `DE`",
            Fault::UnknownNotAllowed => "this question needs an answer other than `unknown`",
            Fault::NoneNotAllowed => "this question needs an answer other than `none`",
            Fault::DateInFuture => "the day lies in the future",
            Fault::DateBeforeStart => "the day lies before the event that it must follow",
            Fault::DateOutOfRange => "the day lies outside the years 2000 to 2199",
        }
    }
}
