//! How things look on a terminal.

pub(crate) mod boundary;
pub(crate) mod change;
pub(crate) mod decision;
pub(crate) mod findings;
pub(crate) mod question;
pub(crate) mod sarif;
pub(crate) mod words;

use std::io::Write;

/// Prints a text. Where nobody reads it to its end (`| head`), that is no error.
pub(crate) fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.trim_end().as_bytes()).and_then(|()| out.write_all(b"\n"));
}
