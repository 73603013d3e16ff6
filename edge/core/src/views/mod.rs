//! Module `views`: the pages of the Worker, as maud templates. maud escapes every text that is put
//! into a page.

mod layout;
mod verdict;
mod context;
mod carried_form;
mod answers;
mod topics;
mod question;
mod request;
mod decision;
mod receipt;
mod interview;
mod data_forms;
mod reply;
pub(crate) mod status;

pub(crate) use context::PageContext;
pub(crate) use interview::next_page;
pub(crate) use layout::failure;
pub use layout::hidden;
pub(crate) use receipt::receipt;
pub(crate) use reply::ReplyForm;
pub(crate) use request::{MISSING_PROOF, is_unconfirmed, request, submission};
pub(crate) use topics::topics;
