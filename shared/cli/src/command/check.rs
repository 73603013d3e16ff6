//! `recourse check`: every finding, and how much was checked.

use super::open::{Found, find, policies_dir};
use crate::show::findings;
use recourse_authoring::{Bundle, Finding, Severity, Stats, compile, stores};
use serde::Serialize;
use std::path::Path;
use std::process::ExitCode;

/// Prove what can be proved of policies, and say what is wrong.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Stores, or paths to policies. Default: every store.
    #[arg(value_name = "STORE|PATH")]
    names: Vec<String>,
    /// Findings and figures as JSON, one line per policy.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Outcome<'a> {
    store: &'a str,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stats: Option<Stats>,
    findings: &'a [Finding],
}

pub(crate) fn run(args: &Args, given: Option<&Path>) -> Result<ExitCode, String> {
    let mut good = true;
    for found in chosen(args, given)? {
        good &= check(&found, args.json)?;
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn chosen(args: &Args, given: Option<&Path>) -> Result<Vec<Found>, String> {
    if !args.names.is_empty() {
        return args.names.iter().map(|name| find(name, given)).collect();
    }
    let policies = policies_dir(given)?;
    let all = stores(&policies);
    if all.is_empty() {
        return Err(format!("{} has no policies", policies.display()));
    }
    Ok(all.into_iter().map(|store| Found { policies: policies.clone(), store }).collect())
}

/// Checks one policy; whether it is without errors.
fn check(found: &Found, json: bool) -> Result<bool, String> {
    let files = found.files()?;
    let compiled = compile(&files);
    let (bundle, list) = match &compiled {
        Ok(bundle) => (Some(bundle), &bundle.findings),
        Err(list) => (None, list),
    };
    if json {
        let outcome = Outcome {
            store: &found.store,
            ok: bundle.is_some(),
            hash: bundle.map(|bundle| bundle.policy.hash()),
            stats: bundle.map(Stats::of),
            findings: list,
        };
        println!("{}", serde_json::to_string(&outcome).map_err(|error| error.to_string())?);
    } else {
        print!("{}", findings::text(list, &files));
        println!("{}", summary(&found.store, bundle, list));
    }
    Ok(bundle.is_some())
}

fn summary(store: &str, bundle: Option<&Bundle>, list: &[Finding]) -> String {
    let count = |severity: Severity| list.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let Some(bundle) = bundle else {
        return format!("{store}: {errors} errors, {warnings} warnings");
    };
    let stats = Stats::of(bundle);
    let mut lines = vec![
        format!(
            "{store}: checked, {warnings} warnings (policy {})",
            bundle.policy.hash().get(..12).unwrap_or("")
        ),
        format!(
            "  {} questions, {} regions, {} clauses, {} topics, {} cases, {} nodes, {} rows cited",
            stats.questions,
            stats.regions,
            stats.clauses,
            stats.topics.len(),
            stats.cases(),
            stats.nodes(),
            stats.rows
        ),
    ];
    lines.extend(stats.topics.iter().map(|topic| {
        format!(
            "  {:<24} {:>3} questions {:>12} cases {:>6} nodes",
            topic.topic, topic.questions, topic.cases, topic.nodes
        )
    }));
    lines.join("\n")
}
