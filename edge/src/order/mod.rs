//! Room `order`: what makes an order one truth. [`signed`] reads the facts that a shop signed; [`book`] keeps the claims of one
//! order from claiming the same thing twice. Pure but for the ports that are handed in.

pub mod signed;
pub mod book;

pub use book::{Book, Entered, Entry};
pub use signed::{OrderFault, OrderKey, SignedOrder};
