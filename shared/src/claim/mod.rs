//! Room `claim`: what a browser sends, whether it is taken, and what is kept.
//!
//! What may come in: the untrusted [`Submission`], its admission by deciding again, and the kept [`Claim`]. No clock,
//! no storage: instants and ids are passed in as texts.

mod action;
mod admit;
mod contact;
mod event;
mod hidden;
mod items;
mod lacks;
mod record;
mod refusal;
mod submission;

pub use action::{Action, Reply, SHOPPER, ShopAction};
pub use admit::{Admitted, admit};
pub use event::{BLIND_MS, ClaimEvent, ClaimState, Stage, fold};
pub use lacks::lacks;
pub use record::{Claim, Due, HumanCheck, OrderCheck, OrderTrust, Receipt};
pub use refusal::{Refusal, said_as};
pub use submission::{ClaimedItem, ContactDetails, NOTE_CHARS_MAX, SentPhoto, Submission};
