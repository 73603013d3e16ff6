//! The golden corpus: cases written by hand, decided by three runtimes, compared with the
//! expectation and byte for byte with each other. A case is a situation with the important fields
//! of its decision.

pub mod corpus;
pub mod outcome;
pub mod intent;
pub mod report;
pub mod synthetic;
pub mod transcript;

pub use corpus::{Case, Corpus, corpus};
pub use outcome::{Outcome, decide_case};
