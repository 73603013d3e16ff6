//! Firefox and WebKit with their drivers: installed if they are missing and this is root, else
//! named.

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
