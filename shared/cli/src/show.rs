//! How things look on a terminal.

pub(crate) mod decision;
pub(crate) mod findings;
pub(crate) mod question;
pub(crate) mod words;
