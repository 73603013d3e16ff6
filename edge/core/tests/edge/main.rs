//! The edge on this machine: every step of its contract, and every threat that needs no runtime.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it stands"
)]
#![cfg(all(test, not(target_arch = "wasm32")))]

mod abuse;
mod checked;
mod claims;
mod contract;
mod desk;
mod events;
mod faults;
mod form;
mod held;
mod methods;
mod orders;
mod photos;
mod public_routes;
mod replies;
mod signed_orders;
mod status;
mod threats;
mod upkeep;
mod world;
