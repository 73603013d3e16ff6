//! `cargo xtask`: what a developer and CI run. One command a file, one tool's set-up a file.

mod command;
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
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|ix| arguments.get(ix + 1));
    let then = |name: &str| arguments.get(1).is_some_and(|word| word == name);
    match arguments.first().map(String::as_str) {
        Some("dev") => command::dev::run(option("--port").map_or("8787", String::as_str)).map(|()| true),
        Some("test") => command::test::run(option("--only").map(String::as_str)),
        Some("build") => command::build::run().map(|()| true),
        Some("packages") => command::build::packages().map(|()| true),
        Some("sizes") if then("--crates") => command::crates::run(),
        Some("sizes") => command::sizes::run(),
        Some("deploy") => {
            command::deploy::run(arguments.iter().any(|word| word == "--dry-run")).map(|()| true)
        }
        Some("bench") if then("edge") => command::bench::edge().map(|()| true),
        Some("bench") if then("widget") => command::bench::widget().map(|()| true),
        Some("bench") => command::bench::run().map(|()| true),
        Some("fuzz") => {
            let target = arguments.get(1).filter(|word| !word.starts_with("--")).map(String::as_str);
            command::fuzz::run(target, option("--seconds").map_or("60", String::as_str)).map(|()| true)
        }
        Some("bless") => command::test::bless().map(|()| true),
        Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            Ok(true)
        }
        _ => bail!("which command?\n\n{USAGE}"),
    }
}

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}
