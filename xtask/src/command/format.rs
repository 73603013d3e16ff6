//! `cargo xtask format`: Rust by rustfmt, scripts and styles by Prettier.

use crate::process::{command, finish};
use crate::setup;
use anyhow::Result;
use std::process::Command;

/// The files that Prettier formats; `.prettierignore` names the generated ones.
const SCRIPTS_AND_STYLES: &str = "**/*.{js,mjs,ts,jsx,css}";

/// Formats all files.
pub(crate) fn run() -> Result<()> {
    setup::npm()?;
    finish(&mut rust())?;
    finish(prettier().arg("--write"))
}

/// The checks of all files: each fails if it would format one.
pub(crate) fn checks() -> [Command; 2] {
    let (mut rust, mut prettier) = (rust(), prettier());
    rust.arg("--check");
    prettier.arg("--check");
    [rust, prettier]
}

fn rust() -> Command {
    let mut rust = command("cargo");
    rust.args(["fmt", "--all"]);
    rust
}

fn prettier() -> Command {
    let mut prettier = command("prettier");
    prettier.args(["--log-level", "warn", SCRIPTS_AND_STYLES]);
    prettier
}
