//! Module `claim`: the actions on a stored claim, of the shop and of its shopper.

use super::hidden::visible_text;
use crate::types::{Amount, Currency};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The name of the shopper as the actor of an event. No other actor may have it.
pub const SHOPPER: &str = "shopper";

/// An action on a claim. All but the last two are actions of the shop.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// The full price is refunded.
    #[serde(deserialize_with = "no_fields")]
    FullRefund,
    /// The price minus a deduction is refunded.
    RefundWithDeduction {
        /// The deduction, in the policy's currency.
        #[serde(serialize_with = "write_amount", deserialize_with = "read_amount")]
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        amount: Amount,
        /// The reason, which the shopper reads.
        reason: String,
    },
    /// An amount is refunded and the shopper keeps the goods.
    PartialRefundKeep {
        /// The refund, in the policy's currency.
        #[serde(serialize_with = "write_amount", deserialize_with = "read_amount")]
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        amount: Amount,
    },
    /// The goods are replaced, exchanged or repaired.
    #[serde(deserialize_with = "no_fields")]
    Replacement,
    /// The shopper gets a coupon.
    Coupon {
        /// Its value, in the policy's currency.
        #[serde(serialize_with = "write_amount", deserialize_with = "read_amount")]
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        amount: Amount,
    },
    /// The shop needs more information before it can decide.
    RequestInfo {
        /// The request, which the shopper reads.
        message: String,
    },
    /// The claim is rejected.
    Reject {
        /// The reason, which the shopper reads.
        reason: String,
    },
    /// The claim is closed: nothing remains to be done.
    #[serde(deserialize_with = "no_fields")]
    Close,
    /// An internal note, which the shopper never sees.
    Note {
        /// The note.
        text: String,
    },
    /// The shopper replies to a request for information.
    Reply(Reply),
    /// The shopper cancels the claim.
    #[serde(deserialize_with = "no_fields")]
    Cancel,
}

impl Action {
    /// Whether the action decides the claim.
    #[must_use]
    pub fn decides(&self) -> bool {
        let by_shopper = matches!(self, Action::Reply(_) | Action::Cancel);
        !by_shopper
            && !matches!(self, Action::RequestInfo { .. } | Action::Close | Action::Note { .. })
    }

    /// The same action, its amount with the decimals of a currency; `None` if the currency has no
    /// such amount.
    #[must_use]
    pub fn in_currency(&self, currency: Currency) -> Option<Action> {
        let mut action = self.clone();
        if let Action::RefundWithDeduction { amount, .. }
        | Action::PartialRefundKeep { amount }
        | Action::Coupon { amount } = &mut action
        {
            *amount = amount.in_currency(currency)?;
        }
        Some(action)
    }

    /// The same action, its text as [`visible_text`].
    #[must_use]
    pub fn with_visible_text(&self) -> Action {
        let mut action = self.clone();
        match &mut action {
            Action::RefundWithDeduction { reason: text, .. }
            | Action::Reject { reason: text }
            | Action::RequestInfo { message: text }
            | Action::Note { text }
            | Action::Reply(Reply { text, .. }) => *text = visible_text(text),
            Action::FullRefund
            | Action::PartialRefundKeep { .. }
            | Action::Replacement
            | Action::Coupon { .. }
            | Action::Close
            | Action::Cancel => {}
        }
        action
    }

    /// The text that its actor wrote; empty if the action has none.
    #[must_use]
    pub fn message(&self) -> &str {
        match self {
            Action::RefundWithDeduction { reason, .. } | Action::Reject { reason } => reason,
            Action::RequestInfo { message } => message,
            Action::Note { text } => text,
            Action::Reply(reply) => &reply.text,
            _ => "",
        }
    }
}

/// Refuses every field beside `type`. For an internally tagged variant without fields, serde
/// ignores further fields in spite of `deny_unknown_fields`: a `full_refund` with an amount would
/// become a refund of the full price.
fn no_fields<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct NoFields {}
    NoFields::deserialize(deserializer).map(|NoFields {}| ())
}

fn write_amount<S: Serializer>(amount: &Amount, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(amount)
}

fn read_amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
    let text = String::deserialize(deserializer)?;
    Amount::parse_as_written(&text).ok_or_else(|| serde::de::Error::custom("not an amount"))
}

/// A shopper's reply to a request for information: a text, photos or both.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The text.
    pub text: String,
    /// The photos, by the ids that the edge assigned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<String>,
}

/// An action that a shop may take: all but a shopper's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Action")]
pub struct ShopAction(Action);

impl ShopAction {
    /// The action.
    #[must_use]
    pub fn action(&self) -> &Action {
        &self.0
    }
}

impl TryFrom<Action> for ShopAction {
    type Error = &'static str;

    fn try_from(action: Action) -> Result<ShopAction, &'static str> {
        match action {
            Action::Reply(_) | Action::Cancel => Err("only the shopper does that"),
            action => Ok(ShopAction(action)),
        }
    }
}
