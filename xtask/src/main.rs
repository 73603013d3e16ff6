//! `cargo xtask`: what a developer and CI run. One command a file, one tool's set-up a file.

mod command;
mod module;
mod process;
mod setup;
mod stamp;
#[cfg(test)]
mod tidy;

use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "cargo xtask COMMAND

  dev [--port N]     set up, build, start the local runtime, print one URL (default port 8787)
  test [--only PART] everything CI runs; the last line is `N passed, N failed`
  build              the widget, the Worker and the site, if anything changed
  packages           what a storefront developer installs: npm, Shopify, WooCommerce, in target/
  sizes              a line per shipped file: name raw gzip brotli; fails above a gate
  sizes --crates     what the widget's wasm is made of, by crate and by function
  deploy [--dry-run] the prebuilt Worker and site; with --dry-run everything but the upload
  bench              times of decisions and checks, natively and in Chromium
  bench edge         the Worker's requests a second and processor time, beside one written by hand
  bench widget       the widget beside other embeds, in Chromium, on a slow processor
  fuzz [TARGET] [--seconds N]
                     fuzz targets from real files as seeds (default all, 60 seconds each)
  tables             rewrite the tables made from others' data: currencies, names of countries, places,
                     weekends, public holidays
  bless              rewrite the whole-decision transcripts, if every intent holds";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<bool> {
    std::env::set_current_dir(root())?;
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // The whole line: a word that is mistyped must not start something else.
    let done = match words.as_slice() {
        ["test"] => return command::test::run(None),
        ["test", "--only", part] => return command::test::run(Some(part)),
        ["sizes"] => return command::sizes::run(),
        ["sizes", "--crates"] => return command::crates::run(),
        ["dev"] => command::dev::run("8787"),
        ["dev", "--port", port] => command::dev::run(port),
        ["build"] => command::build::run(),
        ["packages"] => command::build::packages(),
        ["deploy"] => command::deploy::run(false),
        ["deploy", "--dry-run"] => command::deploy::run(true),
        ["bench"] => command::bench::run(),
        ["bench", "edge"] => command::bench::edge(),
        ["bench", "widget"] => command::bench::widget(),
        ["fuzz"] => command::fuzz::run(None, "60"),
        ["fuzz", "--seconds", seconds] => command::fuzz::run(None, seconds),
        ["fuzz", target] => command::fuzz::run(Some(target), "60"),
        ["fuzz", target, "--seconds", seconds] => command::fuzz::run(Some(target), seconds),
        ["tables"] => command::tables::run(),
        ["bless"] => command::test::bless(),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => bail!("which command?\n\n{USAGE}"),
    };
    done.map(|()| true)
}

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}
