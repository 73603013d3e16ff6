//! The edge without its runtime: every step of its contract, and attacks that need no runtime.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]
#![cfg(all(test, not(target_arch = "wasm32")))]

mod attacks;
mod checked;
mod claims;
mod contract;
mod desk;
mod desk_access;
mod erasure;
mod events;
mod faults;
mod flood;
mod form;
mod limits;
mod methods;
mod operations;
mod orders;
mod photos;
mod public_routes;
mod recipes;
mod replies;
mod request_cost;
mod security;
mod signed_orders;
mod status;
mod webhooks;
mod world;
