//! Room `order`: what makes an order one truth. [`signed`] reads the facts that a shop signed;
//! [`book`] compares the claims of one order, by names as [`name`] reads them. Pure but for the
//! ports that are handed in.

pub mod signed;
pub mod name;
pub mod book;

pub use book::{Book, Entered, Entry};
pub use signed::{OrderFault, OrderKey, SignedOrder};
