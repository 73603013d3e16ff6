//! Schemathesis, which sends a running edge valid and invalid requests made from its contract;
//! installed in its own Python environment.

use super::cargo_tools::cache;
use crate::process::finish;
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

const VERSION: &str = "4.32.5";

/// The path of the program; installs it if it is missing.
pub(crate) fn schemathesis() -> Result<PathBuf> {
    let folder = cache().join(format!("schemathesis-{VERSION}"));
    let path = folder.join("bin/schemathesis");
    if !path.is_file() {
        println!("installing: schemathesis {VERSION} (once on this machine)");
        finish(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut install = Command::new(folder.join("bin/pip"));
        finish(install.args(["install", "--quiet", &format!("schemathesis=={VERSION}")]))?;
    }
    Ok(path)
}
