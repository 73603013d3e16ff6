//! The packages of package-lock.json: wrangler with a Node new enough for it, esbuild, binaryen,
//! playwright-core.

use crate::process::{command, finish};
use anyhow::{Context, Result};
use std::fs;
use std::sync::{Mutex, PoisonError};

pub(crate) fn npm() -> Result<()> {
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let lock = fs::read_to_string("package-lock.json").context("package-lock.json")?;
    let stamp = "node_modules/.recourse-lock";
    if fs::read_to_string(stamp).is_ok_and(|then| then == lock) {
        return Ok(());
    }
    println!("installing: npm packages");
    // Not `npm ci`: it refuses a lock file without the optional packages of other systems that a
    // registry may not hold. Versions are exact in package.json and in the lock file, and
    // `--no-save` leaves both as they are.
    finish(command("npm").args([
        "install",
        "--no-save",
        "--no-fund",
        "--no-audit",
        "--loglevel=error",
    ]))
    .context("npm packages could not be installed; install Node with npm")?;
    fs::write(stamp, lock)?;
    Ok(())
}
