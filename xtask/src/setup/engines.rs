//! The other browsers' engines, each with its driver: found, else installed where we may, else named.

use super::{cargo_tools, debian};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// A file that a package brings, and the package. WebKit's browser has windows alone: a screen in memory and somebody who gives a
/// window the focus belong to it.
const PACKAGES: [(&str, &str); 4] = [
    ("/usr/bin/firefox-esr", "firefox-esr"),
    ("/usr/bin/WebKitWebDriver", "webkit2gtk-driver"),
    ("/usr/bin/Xvfb", "xvfb"),
    ("/usr/bin/openbox", "openbox"),
];

/// The path of Firefox' driver, once all of it is there.
pub(crate) fn engines() -> Result<PathBuf> {
    let lacking = || -> Vec<&str> {
        PACKAGES
            .iter()
            .filter(|(file, _)| !Path::new(file).exists())
            .map(|(_, package)| *package)
            .collect()
    };
    if !lacking().is_empty() {
        debian::install(&lacking())?;
    }
    if !lacking().is_empty() {
        bail!("Firefox and WebKit are needed: install Debian's packages {}", lacking().join(", "));
    }
    cargo_tools::geckodriver()
}
