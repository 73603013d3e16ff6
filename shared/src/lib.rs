#![doc = include_str!("../README.md")]
#![no_std]
#![deny(clippy::arithmetic_side_effects)]

extern crate alloc;

// The order is the architecture: a module may name only modules above it. A test checks it.
pub mod types;
pub mod truth;
pub mod question;
pub mod region;
pub mod clause;
pub mod diagram;
pub mod policy;
pub mod decide;
pub mod interview;
pub mod claim;
