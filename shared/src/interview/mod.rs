//! Module `interview`: the order of the questions. No position is stored: answers are replayed from
//! the start, only those on the path count, and none is lost.

mod replay;

pub use replay::{Next, Replay, next, replay};
