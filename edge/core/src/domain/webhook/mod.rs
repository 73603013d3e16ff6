//! Webhooks by Standard Webhooks 1.0: [`endpoint`] checks the address, [`signature`] signs,
//! [`message`] has the content, [`delivery`] has the retry schedule.

pub mod signature;
pub mod endpoint;
pub mod message;
pub mod delivery;

pub use delivery::{
    Delivery, DeliveryPosition, DeliveryStatus, ENDED_MAX, REMEMBERED_MS, WAITING_MAX,
    WebhookResponse,
};
pub use endpoint::Endpoint;
pub use message::Message;
pub use signature::HookSecret;
