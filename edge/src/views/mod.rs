//! Module `views`: the pages of the Worker, as maud templates. maud escapes every text that is put
//! into a page.

mod layout;
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

use recourse::clause::Verdict;

/// The message of a verdict; an inquiry has messages of its own.
fn verdict_key(verdict: Verdict, is_inquiry: bool) -> &'static str {
    match verdict {
        Verdict::Granted if is_inquiry => "granted_i",
        Verdict::Granted => "granted",
        Verdict::AskSupport => "ask_support",
        Verdict::NotYet => "not_yet",
        Verdict::Refused if is_inquiry => "refused_i",
        Verdict::Refused => "refused",
    }
}
