//! Module `service`: the use cases of the edge, over the ports. No HTTP framework.

pub mod policies;
pub(crate) mod policy_archive;
pub(crate) mod rate_limit;
pub(crate) mod tickets;
pub mod signed_order;
pub mod order_registry;
pub(crate) mod desk_access;
pub(crate) mod audit;
pub(crate) mod keys;
pub(crate) mod slots;
pub(crate) mod event_log;
pub(crate) mod claims;
pub(crate) mod erasure;
pub mod webhooks;
pub(crate) mod actor;
pub(crate) mod idempotency;
pub(crate) mod events;
pub(crate) mod ticket_photos;
pub(crate) mod uploads;
pub(crate) mod photos;
pub(crate) mod claim_pages;
pub(crate) mod submit;
pub(crate) mod shopper_actions;
mod budget;
mod expiry_queues;
mod unclaimed_photos;
pub mod maintenance;
