//! Module `order`: what makes an order one truth. [`signed`] reads the facts that a shop signed;
//! [`registry`] compares the claims of one order, by names as [`name`] reads them. Pure but for the
//! ports that are handed in.

pub mod signed;
pub mod name;
pub mod registry;

pub use registry::{OrderClaims, RegisterOutcome, Registration};
pub use signed::{OrderFault, OrderKey, SignedOrder};
