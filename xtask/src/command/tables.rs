//! Writes the tables of currencies, countries' names, places, weekends and public holidays from the
//! packages that keep them. What changes is a change of the repository, to be read and committed
//! like any other.

mod names;

use crate::process::finish;
use crate::setup;
use anyhow::Result;
use std::path::Path;
use std::process::Command;

const SCRIPTS: &str = "xtask/src/command/tables";
/// The years of which public holidays are kept.
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
