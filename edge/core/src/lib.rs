#![doc = include_str!("../../README.md")]
#![deny(clippy::arithmetic_side_effects)]

pub mod domain;
pub mod problem;
pub mod ports;
pub mod i18n;
pub mod app;
pub mod service;
pub mod form;
pub mod views;
pub mod http;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(feature = "testing")]
pub mod contract;
