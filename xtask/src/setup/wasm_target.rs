//! The compiler's wasm target, from rustup.

use crate::process::finish;
use anyhow::{Context, Result};
use std::process::Command;

pub(crate) fn wasm_target() -> Result<()> {
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output()?.stdout;
    let lib = std::path::Path::new(String::from_utf8_lossy(&sysroot).trim())
        .join("lib/rustlib/wasm32-unknown-unknown/lib");
    if lib.is_dir() {
        return Ok(());
    }
    finish(Command::new("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
        .context("the wasm32-unknown-unknown target is missing, and rustup could not add it")
}
