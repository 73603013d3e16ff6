//! `recourse requirements`: which parts of policies cite each requirement, and which requirements
//! are not cited.

use super::open::{compile_policy, policies_dir};
use recourse_authoring::stores;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// List the requirements and what cites them.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The list of requirements: one per line, `<id> <flags>`. Default: `tests/requirements.txt` of
    /// the policies' workspace.
    #[arg(long, value_name = "FILE")]
    list: Option<PathBuf>,
    /// Only requirements that are not cited.
    #[arg(long)]
    missing: bool,
}

pub(crate) fn run(args: &Args, policies: Option<&Path>) -> Result<ExitCode, String> {
    let policies_dir = policies_dir(policies)?;
    let default = || policies_dir.join("../../tests/requirements.txt");
    let path = args.list.clone().unwrap_or_else(default);
    let list = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let citations = citations(&policies_dir, policies)?;
    let not_rules = fs::read_to_string(policies_dir.join("NOT-RULES.md")).unwrap_or_default();
    let mut missing = 0usize;
    for id in requirement_ids(&list) {
        let mut cited_by = citations.get(id).cloned().unwrap_or_default();
        if mentions(&not_rules, id) {
            cited_by.push("NOT-RULES.md".into());
        }
        if cited_by.is_empty() {
            missing = missing.saturating_add(1);
            println!("{id:<10} (not cited)");
        } else if !args.missing {
            println!("{id:<10} {}", cited_by.join(", "));
        }
    }
    println!("{missing} requirements are not cited");
    Ok(if missing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The ids of a list of requirements, without comments and flags.
fn requirement_ids(list: &str) -> impl Iterator<Item = &str> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_whitespace().next())
}

/// From each requirement to the parts that cite it, as `store: part`.
fn citations(
    policies_dir: &Path,
    policies: Option<&Path>,
) -> Result<BTreeMap<String, Vec<String>>, String> {
    let mut citations: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for store in stores(policies_dir) {
        for (id, parts) in compile_policy(&store, policies)?.requirements {
            let parts = parts.into_iter().map(|part| format!("{store}: {part}"));
            citations.entry(id).or_default().extend(parts);
        }
    }
    Ok(citations)
}

/// Whether the page contains the id as a word.
fn mentions(page: &str, id: &str) -> bool {
    page.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '.'))
        .any(|word| word.trim_end_matches('.') == id)
}
