//! Module `clause`: the terms on which a remedy is granted.

use crate::types::{Amount, ProofId, StepId};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Who pays for return shipping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// The shop.
    Shop,
    /// The shopper.
    Customer,
    /// The shop, after it has found the complaint justified.
    ShopIfJustified,
    /// The policy does not say; support states it before anything is sent.
    Undecided,
}

/// The terms of a clause. Empty if the policy states none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Who pays return shipping.
    pub pays: Option<Payer>,
    /// The most that is paid, in the policy's currency.
    pub cap: Option<Amount>,
    /// The proofs that the shopper must provide, in order.
    pub proofs: Vec<ProofId>,
    /// The steps that the shopper takes next, in order.
    pub steps: Vec<StepId>,
}
