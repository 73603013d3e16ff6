//! `recourse diff`: two versions of a policy, in shoppers.

use super::open::{find, today};
use crate::show::{change, findings, say};
use clap::ValueEnum;
use recourse::types::Day;
use recourse_authoring::{Diff, Direction, PolicyFiles, Severity, diff};
use std::path::Path;
use std::process::ExitCode;

/// Which shoppers a new version of a policy treats otherwise.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The older version: a store, or a path to a policy.
    older: String,
    /// The newer version.
    newer: String,
    /// Say which stricter cases hurt somebody who ordered before this day.
    #[arg(long, value_name = "DATE")]
    orders_before: Option<String>,
    /// Exit with 1 where there is a change of this kind.
    #[arg(long, value_enum, value_name = "KIND")]
    deny: Vec<Kind>,
    /// The civil day on which the shoppers of examples ask. Default: the machine's day.
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
    /// The differences as JSON.
    #[arg(long)]
    json: bool,
}

/// Kinds of changes that a gate can stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// A worse verdict for anybody.
    Stricter,
    /// A better verdict for anybody.
    Generous,
    /// The same verdict under other terms.
    Terms,
    /// The same in other words.
    Explained,
    /// A worse verdict for somebody who ordered before `--orders-before`.
    Retroactive,
    /// Anything at all, parts and texts among it.
    Any,
}

pub(crate) fn run(args: &Args, given: Option<&Path>) -> Result<ExitCode, String> {
    let before = args
        .orders_before
        .as_deref()
        .map(Day::parse)
        .transpose()
        .map_err(|error| error.to_string())?;
    if before.is_none() && args.deny.contains(&Kind::Retroactive) {
        return Err("--deny retroactive needs --orders-before DATE".to_owned());
    }
    let today = today(args.today.as_deref())?;
    let files = |name: &str| {
        Ok::<_, String>(PolicyFiles { today: Some(today), ..find(name, given)?.files()? })
    };
    let (older, newer) = (files(&args.older)?, files(&args.newer)?);
    let diff = diff(&older, &newer, before).map_err(|found| {
        let errors: Vec<_> =
            found.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
        // The findings name their file, and one of the two versions has it.
        for files in [&older, &newer] {
            let own: Vec<_> = errors
                .iter()
                .filter(|finding| files.text(&finding.file).is_some())
                .cloned()
                .collect();
            eprint!("{}", findings::text(&own, files));
        }
        "the versions cannot be compared".to_owned()
    })?;
    if args.json {
        say(&serde_json::to_string(&diff).map_err(|error| error.to_string())?);
    } else {
        say(&change::text(&diff));
    }
    let denied = args.deny.iter().any(|kind| meets(*kind, &diff));
    Ok(if denied { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn meets(kind: Kind, diff: &Diff) -> bool {
    let any =
        |direction: Direction| diff.changes.iter().any(|change| change.direction == direction);
    match kind {
        Kind::Stricter => {
            any(Direction::Stricter) || diff.changes.iter().any(|change| change.after.is_none())
        }
        Kind::Generous => any(Direction::Generous),
        Kind::Terms => any(Direction::Terms),
        Kind::Explained => any(Direction::Explained),
        Kind::Retroactive => diff.changes.iter().any(|change| change.retroactive),
        Kind::Any => !diff.changes.is_empty() || !diff.parts.is_empty(),
    }
}
