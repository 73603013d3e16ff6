//! `recourse check`: every finding, and how much was checked.

use super::open::{Found, find, policies_dir, today};
use crate::show::{boundary, findings, sarif, say};
use recourse_authoring::{CompiledPolicy, Finding, PolicyFiles, Severity, Stats, compile, stores};
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
    #[arg(long, conflicts_with = "sarif")]
    json: bool,
    /// Findings as SARIF 2.1.0, for pull requests: one log for all policies.
    #[arg(long)]
    sarif: bool,
    /// Show notes, too: what changes nothing, and what was accepted.
    #[arg(long)]
    notes: bool,
    /// The boundary table: the day (or the smallest amount) before, on and after every limit.
    #[arg(long)]
    boundaries: bool,
    /// The civil day on which the shoppers of examples ask. Default: the machine's day.
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
}

type Compiled = Result<CompiledPolicy, Vec<Finding>>;

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
    let today = today(args.today.as_deref())?;
    let (mut good, mut logged) = (true, Vec::new());
    for found in chosen(args, given)? {
        let files = PolicyFiles { today: Some(today), ..found.files()? };
        let compiled = compile(&files);
        good &= compiled.is_ok();
        if args.sarif {
            logged.push((files, compiled));
        } else {
            say(&show(args, &found.store, &files, &compiled)?);
        }
    }
    if args.sarif {
        say(&sarif::log(&logged)?);
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What is printed of one policy.
fn show(
    args: &Args,
    store: &str,
    files: &PolicyFiles,
    compiled: &Compiled,
) -> Result<String, String> {
    if args.json {
        return json(store, compiled);
    }
    let list: Vec<Finding> = found(compiled)
        .iter()
        .filter(|finding| args.notes || finding.severity != Severity::Note)
        .cloned()
        .collect();
    let mut text = findings::text(&list, files);
    text.push_str(&summary(store, compiled, args.notes));
    if let (true, Ok(bundle)) = (args.boundaries, compiled) {
        let today = files.today.unwrap_or(bundle.policy.parts().as_of);
        text.push_str(&boundary::table(bundle, today));
    }
    Ok(text)
}

fn found(compiled: &Compiled) -> &[Finding] {
    match compiled {
        Ok(bundle) => &bundle.findings,
        Err(list) => list,
    }
}

fn json(store: &str, compiled: &Compiled) -> Result<String, String> {
    let bundle = compiled.as_ref().ok();
    let outcome = Outcome {
        store,
        ok: bundle.is_some(),
        hash: bundle.map(|bundle| bundle.policy.hash()),
        stats: bundle.map(Stats::of),
        findings: found(compiled),
    };
    serde_json::to_string(&outcome).map_err(|error| error.to_string())
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

fn summary(store: &str, compiled: &Compiled, notes_shown: bool) -> String {
    let list = found(compiled);
    let count =
        |severity: Severity| list.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings, notes) =
        (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    let Ok(bundle) = compiled else {
        return format!("{store}: {errors} errors, {warnings} warnings\n");
    };
    let stats = Stats::of(bundle);
    let mut lines = vec![
        format!(
            "{store}: checked, {warnings} warnings, {notes} notes{} (policy {})",
            if notes == 0 || notes_shown { "" } else { " (--notes shows them)" },
            bundle.policy.hash().get(..12).unwrap_or("")
        ),
        format!(
            "  {} questions, {} regions, {} clauses, {} topics, {} cases, {} nodes, {} requirements cited",
            stats.questions,
            stats.regions,
            stats.clauses,
            stats.topics.len(),
            stats.cases(),
            stats.nodes(),
            stats.requirements
        ),
    ];
    lines.extend(stats.topics.iter().map(|topic| {
        format!(
            "  {:<28} {:>3} questions {:>12} cases {:>6} nodes; asked {} to {}, {:.1} on average",
            topic.topic,
            topic.questions,
            topic.cases,
            topic.nodes,
            topic.fewest,
            topic.most,
            topic.average
        )
    }));
    lines.push(String::new());
    lines.join("\n")
}
