//! The source of the standard library, from rustup: shipped wasm contains a standard library that
//! is compiled for size.

use crate::process::finish;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// Compiler options that make the standard library small: a panic aborts at once, without a message
/// and without its location in the source.
pub(crate) const IMMEDIATE_ABORT: &str =
    "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none";

/// Whether the standard library can be compiled for size here. That needs its source and two
/// unstable features of the compiler: building the library, and [`IMMEDIATE_ABORT`]. Otherwise the
/// build uses the precompiled library; the files are larger and behave the same.
pub(crate) fn std_source() -> bool {
    *POSSIBLE
}

static POSSIBLE: LazyLock<bool> = LazyLock::new(|| {
    let possible = has_source() && supports_immediate_abort();
    if !possible {
        println!(
            "the standard library cannot be compiled for size here: the built files are larger"
        );
    }
    possible
});

/// The folder of the source.
pub(crate) fn std_folder() -> String {
    let sysroot =
        Command::new("rustc").args(["--print", "sysroot"]).output().map(|printed| printed.stdout);
    format!("{}/lib/rustlib/src/rust", String::from_utf8_lossy(&sysroot.unwrap_or_default()).trim())
}

fn has_source() -> bool {
    Path::new(&std_folder()).join("library/Cargo.lock").is_file()
        || finish(Command::new("rustup").args(["component", "add", "rust-src"])).is_ok()
}

fn supports_immediate_abort() -> bool {
    let mut ask = Command::new("rustc");
    ask.args(["--print", "cfg", "--target", "wasm32-unknown-unknown"])
        .args(IMMEDIATE_ABORT.split(' '));
    let asked =
        ask.env("RUSTC_BOOTSTRAP", "1").stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}
