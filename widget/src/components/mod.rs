//! Components that several pages share.

mod button;
mod choice;
mod field;
mod problem;
mod share;
mod text;

pub(crate) use button::{ActionButton, BackButton, SecondaryButton, SubmitButton};
pub(crate) use choice::{Radio, RadioGroup};
pub(crate) use field::TextField;
pub(crate) use problem::ProblemSummary;
pub(crate) use share::{CopyButton, ShareButton};
pub(crate) use text::{Heading, Paragraph, Phrase, TextList};
