//! Module `claim`: what a browser sends, whether it is accepted, and what is stored.
//!
//! The untrusted [`Submission`], its admission by deciding again, and the stored [`Claim`]. There
//! is no clock and no storage: times and ids are passed in as texts.

mod action;
mod admit;
mod contact;
mod event;
mod hidden;
mod items;
mod missing_proof;
mod record;
mod refusal;
mod submission;

pub use action::{Action, Reply, SHOPPER, ShopAction};
pub use admit::{Admitted, admit};
pub use event::{CONFLICT_WINDOW_MS, ClaimEvent, ClaimState, Stage, fold};
pub use hidden::{is_hidden, is_hidden_in_name, visible_text};
pub use missing_proof::is_missing_required_proof;
pub use record::{Claim, Due, HumanCheck, OrderCheck, OrderTrust, Receipt};
pub use refusal::{Refusal, message_code};
pub use submission::{ClaimedItem, ContactDetails, NOTE_CHARS_MAX, SentPhoto, Submission};
