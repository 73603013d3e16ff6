//! Module `interview`: the way through the questions. There is no stored position: answers are replayed from the start,
//! only those on the path count, and none is lost.

mod replay;

pub use replay::{Next, Replay, next, replay};
