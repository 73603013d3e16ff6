//! Module `outbox`: claims are announced to the shop's own systems, by Standard Webhooks 1.0: a thin message, signed, tried again
//! over days. Pure: [`endpoint`] says where to, [`sign`] with what, [`message`] what is said, [`delivery`] when it is tried again.
//! Sending and remembering is done by a port.

pub mod endpoint;
pub mod sign;
pub mod message;
pub mod delivery;

pub use delivery::{Delivery, DeliveryStatus};
pub use endpoint::Endpoint;
pub use message::Message;
pub use sign::HookSecret;
