//! Module `question`: what can be asked, what can be answered, and the situation that every later room shares.
//!
//! What may come in: the closed kinds of questions, the three states of a fact, and the checks of one answer
//! against its own question. No clause is known here.

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
