//! Module `question`: questions, answers, and the situation, which all later modules use.
//!
//! The closed set of kinds of questions, the three states of a fact, and the checks of an answer
//! against its question. No clause is known here.

mod answer;
mod error;
mod facts;
mod holidays;
mod kind;
mod situation;
mod typed;

pub use answer::{Answer, Value};
pub use error::{AnswerError, Fault};
pub use facts::Facts;
pub use holidays::PublicHolidays;
pub use kind::{Kind, Question};
pub use situation::Situation;
pub use typed::Typed;
