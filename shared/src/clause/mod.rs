//! Module `clause`: the parts of a policy: conditions over regions, clauses with their terms,
//! topics, statutes.
//!
//! Plain data that a policy file declares, and the three-valued judgement of one condition.

mod condition;
mod nesting;
mod parts;
mod statute;
mod terms;

pub use condition::Condition;
pub use parts::{
    Clause, Contact, Evidence, Need, Proof, Right, Step, Timer, Topic, TopicKind, Verdict,
};
pub use statute::Statute;
pub use terms::{Payer, Terms};
