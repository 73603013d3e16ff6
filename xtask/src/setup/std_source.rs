//! The source of the compiler's own standard library, from rustup: what is shipped compiles it
//! again, for size.

use crate::process::finish;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// What makes the standard library small, as the compiler takes it: one that stops at once where it
/// cannot go on, without the machinery that words it, and without the places that it would name.
pub(crate) const STOP_AT_ONCE: &str =
    "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none";

/// Whether the standard library can be compiled for size here. Two things of that are not stable
/// yet: building it at all, and [`STOP_AT_ONCE`]. Where a compiler has them no more, or the source
/// cannot be had, what is shipped is built with the library as it came: larger, and otherwise the
/// same.
pub(crate) fn std_source() -> bool {
    *POSSIBLE
}

static POSSIBLE: LazyLock<bool> = LazyLock::new(|| {
    let possible = source() && understood();
    if !possible {
        println!(
            "the standard library cannot be compiled for size here: what is built is larger than it could be"
        );
    }
    possible
});

/// Where the source stands.
pub(crate) fn std_folder() -> String {
    let sysroot =
        Command::new("rustc").args(["--print", "sysroot"]).output().map(|printed| printed.stdout);
    format!("{}/lib/rustlib/src/rust", String::from_utf8_lossy(&sysroot.unwrap_or_default()).trim())
}

fn source() -> bool {
    Path::new(&std_folder()).join("library/Cargo.lock").is_file()
        || finish(Command::new("rustup").args(["component", "add", "rust-src"])).is_ok()
}

fn understood() -> bool {
    let mut ask = Command::new("rustc");
    ask.args(["--print", "cfg", "--target", "wasm32-unknown-unknown"])
        .args(STOP_AT_ONCE.split(' '));
    let asked =
        ask.env("RUSTC_BOOTSTRAP", "1").stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}
