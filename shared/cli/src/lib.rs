//! The `recourse` command: checks policies, decides situations, asks questions.
//!
//! A library so that tests can print findings exactly as the command does.

mod cli;
mod command;
mod countries;
mod facts;
mod show;
mod typed;

pub use cli::run;
pub use show::findings::text as findings_text;
pub use show::sarif::log as sarif_log;
