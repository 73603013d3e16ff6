//! Firefox and WebKit with their drivers: found, or installed if this is root on Debian; else an
//! error names the packages.

use super::{cargo_tools, debian};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// A file and the package that contains it. WebKit's browser needs a window: a screen in memory
/// and a window manager that gives the window the focus.
const PACKAGES: [(&str, &str); 4] = [
    ("/usr/bin/firefox-esr", "firefox-esr"),
    ("/usr/bin/WebKitWebDriver", "webkit2gtk-driver"),
    ("/usr/bin/Xvfb", "xvfb"),
    ("/usr/bin/openbox", "openbox"),
];

/// The path of Firefox' driver; installs all packages if one is missing.
pub(crate) fn engines() -> Result<PathBuf> {
    let missing = || -> Vec<&str> {
        PACKAGES
            .iter()
            .filter(|(file, _)| !Path::new(file).exists())
            .map(|(_, package)| *package)
            .collect()
    };
    if !missing().is_empty() {
        debian::install(&missing())?;
    }
    if !missing().is_empty() {
        bail!("Firefox and WebKit are needed: install Debian's packages {}", missing().join(", "));
    }
    cargo_tools::geckodriver()
}
