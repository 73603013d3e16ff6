//! Module `claim`: why a submission is not taken: a stable code, the field, and a sentence for the developer.

use crate::question::AnswerError;
use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

/// A submission that is not taken. Nothing is stored then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable, part of the HTTP contract.
    pub code: &'static str,
    /// The field at fault, for example `facts.delivered_on`.
    pub field: String,
    /// One sentence in English.
    pub message: String,
}

impl Refusal {
    pub(super) fn new(code: &'static str, field: &str, message: &str) -> Refusal {
        Refusal { code, field: field.to_string(), message: message.to_string() }
    }
}

/// The code whose words a shopper reads for a code: what has changed since it was answered is the day, or the shop's mind, and that is
/// the same to whoever asked.
#[must_use]
pub fn message_code(code: &str) -> &str {
    match code {
        "remedy_not_yet" | "unanswered" => "remedy_refused",
        "too_many_pixels" => "too_large",
        other => other,
    }
}

impl From<AnswerError> for Refusal {
    fn from(error: AnswerError) -> Refusal {
        Refusal {
            code: error.fault.code(),
            field: format!("facts.{}", error.question),
            message: error.fault.message().to_string(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.field, self.message)
    }
}

impl core::error::Error for Refusal {}
