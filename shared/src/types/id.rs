//! Module `types`: ids that policies give to their parts. One type per kind of id, so that they
//! cannot be mixed up.

use alloc::string::{String, ToString};
use core::fmt;
use serde::{Deserialize, Serialize};

/// Longest id, in bytes.
const ID_BYTES_MAX: usize = 64;

/// The error for a text that is no id: ids are `[a-z][a-z0-9_-]{0,63}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdError;

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "an id is a lower-case letter followed by at most 63 lower-case letters, digits, \
             `_` or `-`",
        )
    }
}

impl core::error::Error for IdError {}

fn is_id(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_lowercase())
        && text.len() <= ID_BYTES_MAX
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads an id.
            ///
            /// # Errors
            /// [`IdError`] if the text is not `[a-z][a-z0-9_-]{0,63}`.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                if is_id(text) { Ok(Self(text.to_string())) } else { Err(IdError) }
            }

            /// The id as written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                if is_id(&text) { Ok(Self(text)) } else { Err(IdError) }
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A shop.
    StoreId;
    /// A topic: the subject of a shopper's request, such as a defect.
    TopicId;
    /// A question.
    QuestionId;
    /// An option of a choice question.
    OptionId;
    /// A clause: a rule of the policy with its condition and effect; stable and quotable.
    ClauseId;
    /// A remedy, such as a refund.
    RemedyId;
    /// A proof that the shopper must provide.
    ProofId;
    /// A step that the shopper takes next.
    StepId;
    /// A note: information shown with a decision.
    NoteId;
    /// A timer: a service level of the shop.
    TimerId;
    /// A statute: a right given by law.
    StatuteId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_is_short_lower_case_and_starts_with_a_letter() {
        for good in ["a", "doa-3-days", "delivered_on", "x2"] {
            assert!(ClauseId::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "3days", "Doa", "a b", "é", "-a", &"a".repeat(65)] {
            assert!(ClauseId::parse(bad).is_err(), "{bad}");
        }
    }
}
