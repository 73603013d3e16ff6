//! Module `claim`: why a submission is rejected: a stable code, the field, and a sentence for
//! developers.

use crate::question::AnswerError;
use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

/// A rejected submission, of which nothing is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The code, which is stable and part of the HTTP contract.
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

/// The code whose text is shown to a shopper for a code. If a decision became worse or open again
/// after it was shown, the text is the same: the day or the policy has changed.
#[must_use]
pub fn message_code(code: &str) -> &str {
    match code {
        "remedy_not_yet" | "unanswered" => "remedy_refused",
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
