//! The output of the commands on a terminal.

pub(crate) mod boundary;
pub(crate) mod change;
pub(crate) mod decision;
pub(crate) mod findings;
pub(crate) mod question;
pub(crate) mod sarif;
pub(crate) mod texts;

use std::io::Write;

/// Prints a text. It is no error if standard output is closed early (`| head`).
pub(crate) fn print_text(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.trim_end().as_bytes()).and_then(|()| out.write_all(b"\n"));
}
