//! `cargo xtask tables`: writes the tables of currencies, country names, places, weekends and
//! public holidays from published packages. The changed files are reviewed and committed like any
//! other change.

mod names;

use crate::process::finish;
use crate::setup;
use anyhow::Result;
use std::path::Path;
use std::process::Command;

const SCRIPTS: &str = "xtask/src/command/tables";
/// The first and the last year in the table of public holidays.
const YEARS: [&str; 2] = ["2024", "2032"];

pub(crate) fn run() -> Result<()> {
    names::write()?;
    let packages = setup::tables()?;
    let script = |name: &str| {
        let mut command = Command::new(&packages.python);
        command.arg(Path::new(SCRIPTS).join(name));
        command
    };
    finish(script("places.py").arg(&packages.cldr_core).args([
        "shared/src/types/place/aliases.txt",
        "shared/authoring/src/places/subdivisions.txt",
    ]))?;
    finish(
        script("weekends.py")
            .args([&packages.cldr_core, &packages.cldr_bcp47])
            .arg("shared/authoring/src/calendar/weekends.txt"),
    )?;
    finish(script("public_holidays.py").arg("shared/statutes/public-holidays.csv").args(YEARS))
}
