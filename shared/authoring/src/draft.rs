//! Module `draft`: the content of the files with positions, before any check. Unknown keys and
//! values of the wrong kind are found here; whether names resolve is checked later.

mod spanned;
mod calendar;
mod clause;
mod goods;
mod parts;
mod policy;
mod promise;
mod question;
mod reader;
mod statute;
mod texts;
mod when;

pub(crate) use calendar::CalendarDraft;
pub(crate) use clause::{Basis, ClauseDraft, Phase};
pub(crate) use parts::{ProofDraft, StepDraft, TimerDraft, TopicDraft, right_word};
pub(crate) use policy::{PolicyDraft, read_policy};
pub(crate) use promise::{AcceptDraft, PromiseDraft};
pub(crate) use question::{KindWord, QuestionDraft};
pub(crate) use spanned::Spanned;
pub(crate) use statute::{RightDraft, StatuteDraft, read_statute};
pub(crate) use texts::{TextsDraft, read_texts};
pub(crate) use when::WhenDraft;
