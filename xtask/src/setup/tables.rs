//! The packages from which tables of places and days are written, in an environment of their own.

use super::cargo_tools::cache;
use crate::process::{command, finish};
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// ISO 3166 and public holidays, for Python.
const PYTHON: [&str; 2] = ["pycountry==26.2.16", "holidays==0.109"];
/// CLDR, for npm.
const CLDR: &str = "48.2.0";

/// Where the packages are; installed where they are missing.
pub(crate) struct Packages {
    /// A Python that has the packages for it.
    pub(crate) python: PathBuf,
    /// The folder of `cldr-core`.
    pub(crate) cldr_core: PathBuf,
    /// The folder of `cldr-bcp47`.
    pub(crate) cldr_bcp47: PathBuf,
}

pub(crate) fn packages() -> Result<Packages> {
    let folder =
        cache().join(format!("tables-{}-cldr-{CLDR}", PYTHON.join("-").replace("==", "-")));
    let (python, modules) = (folder.join("bin/python"), folder.join("node_modules"));
    let packages = Packages {
        python,
        cldr_core: modules.join("cldr-core"),
        cldr_bcp47: modules.join("cldr-bcp47"),
    };
    if !packages.cldr_bcp47.is_dir() {
        println!("installing: {} and CLDR {CLDR} (once on this machine)", PYTHON.join(", "));
        finish(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        finish(Command::new(folder.join("bin/pip")).args(["install", "--quiet"]).args(PYTHON))?;
        let names = ["cldr-core", "cldr-bcp47"].map(|name| format!("{name}@{CLDR}"));
        let mut install = command("npm");
        install.args([
            "install",
            "--no-save",
            "--no-fund",
            "--no-audit",
            "--loglevel=error",
            "--prefix",
        ]);
        finish(install.arg(&folder).args(names))?;
    }
    Ok(packages)
}
