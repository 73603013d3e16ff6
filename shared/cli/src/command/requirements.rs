//! `recourse requirements`: which rows of the acceptance list are cited by what, and which are not.

use super::open::{bundle, policies_dir};
use recourse_authoring::stores;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Which rows of the acceptance list are cited by what.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The list of rows: one per line, `<id> <flags>`. Default: `tests/requirements.txt` beside the policies' workspace.
    #[arg(long, value_name = "FILE")]
    list: Option<PathBuf>,
    /// Only rows that nothing cites.
    #[arg(long)]
    missing: bool,
}

pub(crate) fn run(args: &Args, given: Option<&Path>) -> Result<ExitCode, String> {
    let policies = policies_dir(given)?;
    let list = args.list.clone().unwrap_or_else(|| policies.join("../../tests/requirements.txt"));
    let listed =
        fs::read_to_string(&list).map_err(|error| format!("{}: {error}", list.display()))?;
    let cited = cited(&policies, given)?;
    let not_rules = fs::read_to_string(policies.join("NOT-RULES.md")).unwrap_or_default();
    let mut missing = 0usize;
    for row in listed
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_whitespace().next())
    {
        let mut by = cited.get(row).cloned().unwrap_or_default();
        if mentions(&not_rules, row) {
            by.push("NOT-RULES.md".into());
        }
        missing = missing.saturating_add(usize::from(by.is_empty()));
        if by.is_empty() || !args.missing {
            println!(
                "{row:<10} {}",
                if by.is_empty() { "(nothing)".to_owned() } else { by.join(", ") }
            );
        }
    }
    println!("{missing} rows are cited by nothing");
    Ok(if missing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Row to `store: part` for every policy.
fn cited(policies: &Path, given: Option<&Path>) -> Result<BTreeMap<String, Vec<String>>, String> {
    let mut cited: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for store in stores(policies) {
        for (row, parts) in bundle(&store, given)?.requirements {
            cited
                .entry(row)
                .or_default()
                .extend(parts.into_iter().map(|part| format!("{store}: {part}")));
        }
    }
    Ok(cited)
}

/// Whether the page names the row as a word of its own.
fn mentions(page: &str, row: &str) -> bool {
    page.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '.'))
        .any(|word| word.trim_end_matches('.') == row)
}
