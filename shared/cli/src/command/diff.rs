//! `recourse diff`: the shoppers whom two versions of a policy treat differently.

use super::open::{find, today};
use crate::show::{change, findings, print_text};
use clap::ValueEnum;
use recourse::types::Day;
use recourse_authoring::{Diff, Direction, Finding, PolicyFiles, Severity, diff};
use std::path::Path;
use std::process::ExitCode;

/// Compare two versions of a policy: which shoppers are treated differently.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The older version: a store, or a path to a policy.
    older: String,
    /// The newer version.
    newer: String,
    /// Mark stricter changes that affect shoppers who ordered before this day.
    #[arg(long, value_name = "DATE")]
    orders_before: Option<String>,
    /// Exit with 1 if there is a change of this kind.
    #[arg(long, value_enum, value_name = "KIND")]
    deny: Vec<Kind>,
    /// The civil day on which the shoppers of examples ask. Default: the machine's day.
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
    /// Print the differences as JSON.
    #[arg(long)]
    json: bool,
}

/// Kinds of changes on which the command can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// A worse verdict for any shopper.
    Stricter,
    /// A better verdict for any shopper.
    Generous,
    /// The same verdict on other terms.
    Terms,
    /// The same verdict and terms with another explanation.
    Explained,
    /// A worse verdict for a shopper who ordered before `--orders-before`.
    Retroactive,
    /// Any difference, including parts and texts.
    Any,
}

pub(crate) fn run(args: &Args, policies: Option<&Path>) -> Result<ExitCode, String> {
    let orders_before = args.orders_before.as_deref().map(Day::parse).transpose();
    let orders_before = orders_before.map_err(|error| error.to_string())?;
    if orders_before.is_none() && args.deny.contains(&Kind::Retroactive) {
        return Err("--deny retroactive needs --orders-before DATE".to_owned());
    }
    let today = today(args.today.as_deref())?;
    let load = |name: &str| {
        Ok::<_, String>(PolicyFiles { today: Some(today), ..find(name, policies)?.load()? })
    };
    let (older, newer) = (load(&args.older)?, load(&args.newer)?);
    let diff = diff(&older, &newer, orders_before).map_err(|findings| {
        print_errors(&findings, &[&older, &newer]);
        "the versions cannot be compared".to_owned()
    })?;
    if args.json {
        print_text(&serde_json::to_string(&diff).map_err(|error| error.to_string())?);
    } else {
        print_text(&change::text(&diff));
    }
    let is_denied = args.deny.iter().any(|kind| contains(&diff, *kind));
    Ok(if is_denied { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Prints errors, each with the version that has its file.
fn print_errors(findings: &[Finding], versions: &[&PolicyFiles]) {
    for files in versions {
        let errors: Vec<Finding> = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .filter(|finding| files.text(&finding.file).is_some())
            .cloned()
            .collect();
        eprint!("{}", findings::text(&errors, files));
    }
}

/// Whether the differences contain a change of that kind.
fn contains(diff: &Diff, kind: Kind) -> bool {
    let has =
        |direction: Direction| diff.changes.iter().any(|change| change.direction == direction);
    match kind {
        Kind::Stricter => {
            has(Direction::Stricter) || diff.changes.iter().any(|change| change.after.is_none())
        }
        Kind::Generous => has(Direction::Generous),
        Kind::Terms => has(Direction::Terms),
        Kind::Explained => has(Direction::Explained),
        Kind::Retroactive => diff.changes.iter().any(|change| change.retroactive),
        Kind::Any => !diff.changes.is_empty() || !diff.parts.is_empty(),
    }
}
