//! A second interpreter of policy files: slow and simple, so its correctness is easy to see. It
//! reads the TOML itself, counts days with another library (jiff), and shares no line with the
//! rules crate or the authoring crate: no regions, no diagrams, no compiled form. Answers are
//! texts; a clause holds or it does not.

pub(crate) mod dates;
pub(crate) mod days;
mod decide;
mod holds;
pub(crate) mod places;
mod read;
pub(crate) mod rest;
pub(crate) mod samples;

pub(crate) use decide::{Decided, decide, law_gives_more, settled};
pub(crate) use holds::holds;
pub(crate) use read::{Clause, Kind, Policy, Question, Topic, read};

use std::collections::BTreeMap;

/// Answers by question, in the text form of the files: an option, `yes`, a date, an amount, a
/// place, `unknown`, `none`.
pub(crate) type Facts = BTreeMap<String, String>;
