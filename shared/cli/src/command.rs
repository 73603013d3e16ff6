//! One command per file, and what they have in common: finding and compiling a policy.

pub(crate) mod ask;
pub(crate) mod check;
pub(crate) mod compile;
pub(crate) mod decide;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod open;
pub(crate) mod page;
pub(crate) mod replay;
pub(crate) mod requirements;
