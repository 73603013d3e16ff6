//! Chromium and its driver: found, or installed if this is root on Debian; else an error names the
//! packages.

use super::debian;
use anyhow::{Result, bail};
use std::path::PathBuf;

const BROWSERS: [&str; 4] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
];
const DRIVERS: [&str; 3] =
    ["/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver", "/usr/local/bin/chromedriver"];

/// The paths of a browser and of its driver.
pub(crate) fn chromium() -> Result<(PathBuf, PathBuf)> {
    if let Some(found) = find() {
        return Ok(found);
    }
    debian::install(&["chromium", "chromium-driver"])?;
    match find() {
        Some(found) => Ok(found),
        None => bail!(
            "a Chromium and its ChromeDriver are needed: install Debian's packages `chromium` \
             and `chromium-driver`, or set CHROME and CHROMEDRIVER"
        ),
    }
}

fn find() -> Option<(PathBuf, PathBuf)> {
    Some((one_of("CHROME", &BROWSERS)?, one_of("CHROMEDRIVER", &DRIVERS)?))
}

fn one_of(variable: &str, places: &[&str]) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from);
    named.into_iter().chain(places.iter().map(PathBuf::from)).find(|path| path.is_file())
}
