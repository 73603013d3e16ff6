//! Pages without scripts: the interview, and the page of a private link with its forms.

mod locale;
mod link_form;
pub mod interview;
pub mod status;
pub mod reply;
pub mod cancel;
pub mod data;
pub mod erase;
