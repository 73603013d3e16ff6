//! The arguments of the command line.

use crate::command::{ask, check, compile, decide, diff, explain, page, replay, requirements};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Work with return policies: check them, decide by them, answer their questions.
#[derive(Debug, Parser)]
#[command(name = "recourse", version, about)]
struct Cli {
    /// The folder of the policies. Default: `shared/policies` in this or a higher folder.
    #[arg(long, global = true, value_name = "DIR")]
    policies: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check policies: prove their properties and report every finding.
    Check(check::Args),
    /// Explain a finding and what to do about it.
    Explain(explain::Args),
    /// Compare two versions of a policy: which shoppers are treated differently.
    Diff(diff::Args),
    /// Decide a stored claim again and compare.
    Replay(replay::Args),
    /// Render the policy as a page, or as schema.org `MerchantReturnPolicy`.
    Page(page::Args),
    /// Write the compiled bytes that widget and edge load.
    Compile(compile::Args),
    /// Decide one situation.
    Decide(decide::Args),
    /// Answer the questions of a policy, one after the other.
    Ask(ask::Args),
    /// List the requirements and what cites them.
    Requirements(requirements::Args),
}

/// Exit code if the command was called incorrectly, or facts were rejected.
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
