//! The command line: every command, its options and its help.

use crate::command;
use anyhow::Result;
use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// What a developer and CI run: `cargo xtask COMMAND`.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Set up, build, start the local runtime and print one URL.
    Dev {
        /// The port of the local runtime.
        #[arg(long, value_name = "N", default_value_t = 8787)]
        port: u16,
    },
    /// Everything CI runs; the last line is `N passed, N failed`.
    Test {
        /// Run this part only; may be given several times.
        #[arg(long, value_name = "PART", value_parser = PossibleValuesParser::new(command::test::names()))]
        only: Vec<String>,
        /// Run the inner loop: format, clippy, native tests but the long ones, the corpus in the
        /// browser and the Worker, two journeys.
        #[arg(long, conflicts_with = "only")]
        quick: bool,
    },
    /// Run one part of the tests in this process; `test` starts it.
    #[command(hide = true)]
    Part {
        name: String,
        /// The file to write the count to.
        #[arg(long)]
        report: PathBuf,
        #[arg(long)]
        quick: bool,
    },
    /// Format Rust by rustfmt, scripts and styles by Prettier.
    Format,
    /// Build the widget, the Worker and the site, if anything changed.
    Build,
    /// Build what a storefront developer installs: npm, Shopify, WooCommerce, in target/.
    Packages,
    /// Print a line per shipped file, `name raw gzip brotli`; fails above a gate.
    Sizes {
        /// Show what the widget's wasm is made of, by crate and by function.
        #[arg(long)]
        crates: bool,
    },
    /// Deploy the prebuilt Worker and site.
    Deploy {
        /// Do everything except the upload.
        #[arg(long)]
        dry_run: bool,
    },
    /// Measure decisions and checks, natively and in Chromium, or the named benchmark.
    Bench {
        /// What to measure instead.
        subject: Option<Subject>,
    },
    /// Run fuzz targets with real files as seeds.
    Fuzz {
        /// One target instead of all.
        #[arg(value_parser = PossibleValuesParser::new(command::fuzz::TARGETS))]
        target: Option<String>,
        /// Seconds per target.
        #[arg(long, value_name = "N", default_value_t = 60)]
        seconds: u32,
    },
    /// Rewrite the tables of currencies, country names, places, weekends and public holidays.
    Tables,
    /// Rewrite the whole-decision transcripts, if every intent holds.
    Bless,
}

/// What `cargo xtask bench` measures beside decisions.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Subject {
    /// Requests per second and processor time of the Worker, beside one written by hand.
    #[value(name = "edge")]
    Worker,
    /// The widget beside other embeds, in Chromium, on a slow processor.
    Widget,
}

impl Cli {
    /// Runs the command; whether everything it checked is right.
    pub(crate) fn run(self) -> Result<bool> {
        let done = match self.command {
            Command::Test { only, quick } => return command::test::run(&only, quick),
            Command::Part { name, report, quick } => {
                return command::test::run_part(&name, quick, &report);
            }
            Command::Sizes { crates: false } => return command::sizes::run(),
            Command::Sizes { crates: true } => return command::crates::run(),
            Command::Dev { port } => command::dev::run(&port.to_string()),
            Command::Format => command::format::run(),
            Command::Build => command::build::run(),
            Command::Packages => command::build::packages(),
            Command::Deploy { dry_run } => command::deploy::run(dry_run),
            Command::Bench { subject: None } => command::bench::run(),
            Command::Bench { subject: Some(Subject::Worker) } => command::bench::edge(),
            Command::Bench { subject: Some(Subject::Widget) } => command::bench::widget(),
            Command::Fuzz { target, seconds } => command::fuzz::run(target.as_deref(), seconds),
            Command::Tables => command::tables::run(),
            Command::Bless => command::test::bless(),
        };
        done.map(|()| true)
    }
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::{CommandFactory, Parser};

    fn parse(line: &str) -> Result<Cli, String> {
        let words = ["cargo xtask"].into_iter().chain(line.split_whitespace());
        Cli::try_parse_from(words).map_err(|error| error.to_string())
    }

    #[test]
    fn cli_definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn cli_accepts_every_documented_command() {
        for line in [
            "dev --port 8790",
            "test",
            "test --only worker --only faults",
            "test --quick",
            "format",
            "build",
            "packages",
            "sizes --crates",
            "deploy --dry-run",
            "bench edge",
            "fuzz photos --seconds 5",
            "tables",
            "bless",
        ] {
            assert!(parse(line).is_ok(), "{line}: {:?}", parse(line).err());
        }
    }

    #[test]
    fn cli_errors_name_what_is_possible() {
        for (line, named) in [
            ("tset", "'test'"),
            ("test --only workers", "'worker'"),
            ("test --olny worker", "'--only'"),
            ("fuzz photo", "'photos'"),
            ("test --quick --only worker", "cannot be used with"),
            ("dev --port many", "invalid value 'many'"),
            ("fuzz --seconds -1", "unexpected argument '-1'"),
        ] {
            let error = parse(line).unwrap_err();
            assert!(error.contains(named), "{line}: {error}");
        }
    }
}
