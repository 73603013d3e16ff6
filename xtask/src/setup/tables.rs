//! The packages from which the tables of places and days are written, in their own environment.

use super::cargo_tools::cache;
use crate::process::{command, finish};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// ISO 3166 and public holidays, for Python.
const PYTHON: [&str; 2] = ["pycountry==26.2.16", "holidays==0.109"];
/// CLDR, for npm.
const CLDR: &str = "48.2.0";

/// The paths of the packages.
pub(crate) struct Packages {
    /// A Python interpreter with the Python packages.
    pub(crate) python: PathBuf,
    /// The folder of `cldr-core`.
    pub(crate) cldr_core: PathBuf,
    /// The folder of `cldr-bcp47`.
    pub(crate) cldr_bcp47: PathBuf,
}

/// The packages; installs them if they are missing.
pub(crate) fn packages() -> Result<Packages> {
    let versions = PYTHON.join("-").replace("==", "-");
    let folder = cache().join(format!("tables-{versions}-cldr-{CLDR}"));
    let modules = folder.join("node_modules");
    let packages = Packages {
        python: folder.join("bin/python"),
        cldr_core: modules.join("cldr-core"),
        cldr_bcp47: modules.join("cldr-bcp47"),
    };
    if !packages.cldr_bcp47.is_dir() {
        println!("installing: {} and CLDR {CLDR} (once on this machine)", PYTHON.join(", "));
        install(&folder)?;
    }
    Ok(packages)
}

/// Installs the packages for Python, then those for npm, into a folder.
fn install(folder: &Path) -> Result<()> {
    finish(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder))?;
    finish(Command::new(folder.join("bin/pip")).args(["install", "--quiet"]).args(PYTHON))?;
    let mut npm = command("npm");
    npm.args(["install", "--no-save", "--no-fund", "--no-audit", "--loglevel=error"]);
    npm.arg("--prefix").arg(folder);
    finish(npm.args(["cldr-core", "cldr-bcp47"].map(|name| format!("{name}@{CLDR}"))))
}
