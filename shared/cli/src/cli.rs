//! The words of the command line.

use crate::command::{ask, check, compile, decide, diff, explain, page, replay, requirements};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Work with returns policies: check them, decide with them, walk through their questions.
#[derive(Debug, Parser)]
#[command(name = "recourse", version, about)]
struct Cli {
    /// Where the policies are. Default: `shared/policies` in this or a higher folder.
    #[arg(long, global = true, value_name = "DIR")]
    policies: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Prove what can be proved of policies, and say what is wrong.
    Check(check::Args),
    /// What a finding means and what to do about it.
    Explain(explain::Args),
    /// Which shoppers a new version of a policy treats otherwise.
    Diff(diff::Args),
    /// Decide a kept claim again, and compare.
    Replay(replay::Args),
    /// The policy as a page, and as schema.org `MerchantReturnPolicy`.
    Page(page::Args),
    /// Write the compact bytes that widget and edge load.
    Compile(compile::Args),
    /// Decide one situation.
    Decide(decide::Args),
    /// Walk through the questions.
    Ask(ask::Args),
    /// Which rows of the acceptance list are cited by what.
    Requirements(requirements::Args),
}

/// Exit code where the command was called wrongly, or facts were not taken.
pub(crate) const EXIT_USAGE: u8 = 2;

/// Runs the command with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let policies = cli.policies.as_deref();
    let result = match &cli.command {
        Command::Check(args) => check::run(args, policies),
        Command::Explain(args) => explain::run(args),
        Command::Diff(args) => diff::run(args, policies),
        Command::Replay(args) => replay::run(args, policies),
        Command::Page(args) => page::run(args, policies),
        Command::Compile(args) => compile::run(args, policies),
        Command::Decide(args) => decide::run(args, policies),
        Command::Ask(args) => ask::run(args, policies),
        Command::Requirements(args) => requirements::run(args, policies),
    };
    result.unwrap_or_else(|message| {
        eprintln!("recourse: {message}");
        ExitCode::from(EXIT_USAGE)
    })
}
