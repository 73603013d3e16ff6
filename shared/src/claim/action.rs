//! Module `claim`: what is done with a claim after it is kept, by the shop and by its shopper.

use crate::types::{Amount, Currency};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Who a shopper is among those who do something with a claim: nobody else's name stands there.
pub const SHOPPER: &str = "shopper";

/// What is done with a claim: by its shop, but for the last two.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// The whole price is paid back.
    FullRefund,
    /// The price less an amount is paid back.
    RefundWithDeduction {
        /// What is kept back, in the policy's currency.
        #[serde(serialize_with = "write_amount", deserialize_with = "read_amount")]
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        amount: Amount,
        /// Why: the shopper reads it.
        reason: String,
    },
    /// An amount is paid and the goods stay with the shopper.
    PartialRefundKeep {
        /// What is paid, in the policy's currency.
        #[serde(serialize_with = "write_amount", deserialize_with = "read_amount")]
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        amount: Amount,
    },
    /// The goods are replaced, exchanged or repaired.
    Replacement,
    /// A coupon.
    Coupon {
        /// Its worth, in the policy's currency.
        #[serde(serialize_with = "write_amount", deserialize_with = "read_amount")]
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        amount: Amount,
    },
    /// Something is missing before it can be decided.
    RequestInfo {
        /// What: the shopper reads it.
        message: String,
    },
    /// Nothing is given.
    Reject {
        /// Why: the shopper reads it.
        reason: String,
    },
    /// Everything is done.
    Close,
    /// A remark for colleagues; the shopper never sees it.
    Note {
        /// The remark.
        text: String,
    },
    /// The shopper answers what was asked for.
    Reply(Reply),
    /// The shopper needs it no longer.
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

    /// The same action, its amount with the decimals of a currency; `None` where the currency has no such amount.
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

    /// The words that somebody wrote into it.
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

fn write_amount<S: Serializer>(amount: &Amount, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(amount)
}

fn read_amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
    let text = String::deserialize(deserializer)?;
    Amount::parse_as_written(&text).ok_or_else(|| serde::de::Error::custom("not an amount"))
}

/// What a shopper replies where the shop asks for more: words, photos or both.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The words.
    pub text: String,
    /// The photos, by the names that the edge gave them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<String>,
}

/// What a shop may do: any action but a shopper's.
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
