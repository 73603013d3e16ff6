//! Module `domain`: pure types and rules of the edge. No HTTP, no storage, no clock.

pub mod time;
pub mod sender;
pub mod ticket;
pub mod storage_key;
pub mod claim_summary;
pub mod tombstone;
pub mod slots;
pub mod order_name;
pub mod order_claims;
pub mod signed_order;
pub mod turnstile;
pub mod webhook;
pub mod desk_secret;
pub mod development;
pub mod settings;
pub mod retention;
pub mod audit;
pub mod photo;
pub mod photo_name;
