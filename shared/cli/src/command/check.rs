//! `recourse check`: every finding, and the size of what was checked.

use super::open::{PolicyLocation, find, policies_dir, today};
use crate::show::{boundary, findings, print_text, sarif};
use recourse_authoring::{
    CompiledPolicy, Finding, PolicyFiles, Severity, Stats, TopicStats, compile, stores,
};
use serde::Serialize;
use std::path::Path;
use std::process::ExitCode;

/// Check policies: prove their properties and report every finding.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Stores, or paths to policies. Default: every store.
    #[arg(value_name = "STORE|PATH")]
    names: Vec<String>,
    /// Print findings and figures as JSON, one line per policy.
    #[arg(long, conflicts_with = "sarif")]
    json: bool,
    /// Print findings as SARIF 2.1.0, for pull requests: one log for all policies.
    #[arg(long)]
    sarif: bool,
    /// Also show notes: findings that have no effect or were accepted.
    #[arg(long)]
    notes: bool,
    /// Print the boundary table: the decisions on the day (or the smallest amount) before, on and
    /// after every limit.
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

pub(crate) fn run(args: &Args, policies: Option<&Path>) -> Result<ExitCode, String> {
    let today = today(args.today.as_deref())?;
    let (mut all_ok, mut results) = (true, Vec::new());
    for location in locations(args, policies)? {
        let files = PolicyFiles { today: Some(today), ..location.load()? };
        let compiled = compile(&files);
        all_ok &= compiled.is_ok();
        if args.sarif {
            results.push((files, compiled));
        } else {
            print_text(&report(args, &location.store, &files, &compiled)?);
        }
    }
    if args.sarif {
        print_text(&sarif::log(&results)?);
    }
    Ok(if all_ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The report on one policy.
fn report(
    args: &Args,
    store: &str,
    files: &PolicyFiles,
    compiled: &Compiled,
) -> Result<String, String> {
    if args.json {
        return json(store, compiled);
    }
    let shown: Vec<Finding> = findings_of(compiled)
        .iter()
        .filter(|finding| args.notes || finding.severity != Severity::Note)
        .cloned()
        .collect();
    let mut text = findings::text(&shown, files);
    text.push_str(&summary(store, compiled, args.notes));
    if let (true, Ok(policy)) = (args.boundaries, compiled) {
        let today = files.today.unwrap_or(policy.policy.parts().as_of);
        text.push_str(&boundary::table(policy, today));
    }
    Ok(text)
}

fn findings_of(compiled: &Compiled) -> &[Finding] {
    match compiled {
        Ok(policy) => &policy.findings,
        Err(findings) => findings,
    }
}

fn json(store: &str, compiled: &Compiled) -> Result<String, String> {
    let policy = compiled.as_ref().ok();
    let outcome = Outcome {
        store,
        ok: policy.is_some(),
        hash: policy.map(|policy| policy.policy.hash()),
        stats: policy.map(Stats::of),
        findings: findings_of(compiled),
    };
    serde_json::to_string(&outcome).map_err(|error| error.to_string())
}

/// The policies that are named, or all.
fn locations(args: &Args, policies: Option<&Path>) -> Result<Vec<PolicyLocation>, String> {
    if !args.names.is_empty() {
        return args.names.iter().map(|name| find(name, policies)).collect();
    }
    let policies = policies_dir(policies)?;
    let stores = stores(&policies);
    if stores.is_empty() {
        return Err(format!("{} has no policies", policies.display()));
    }
    let location = |store| PolicyLocation { policies: policies.clone(), store };
    Ok(stores.into_iter().map(location).collect())
}

fn summary(store: &str, compiled: &Compiled, notes_shown: bool) -> String {
    let findings = findings_of(compiled);
    let count =
        |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings, notes) =
        (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    let Ok(policy) = compiled else {
        return format!("{store}: {errors} errors, {warnings} warnings\n");
    };
    let stats = Stats::of(policy);
    let hint = if notes == 0 || notes_shown { "" } else { " (--notes shows them)" };
    let hash = policy.policy.hash().get(..12).unwrap_or("");
    let mut lines = vec![
        format!("{store}: checked, {warnings} warnings, {notes} notes{hint} (policy {hash})"),
        policy_line(&stats),
    ];
    lines.extend(stats.topics.iter().map(topic_line));
    lines.push(String::new());
    lines.join("\n")
}
/// The size of a policy.
fn policy_line(stats: &Stats) -> String {
    format!(
        "  {} questions, {} regions, {} clauses, {} topics, {} cases, {} nodes, \
         {} requirements cited",
        stats.questions,
        stats.regions,
        stats.clauses,
        stats.topics.len(),
        stats.cases(),
        stats.nodes(),
        stats.requirements
    )
}

/// The size of a topic.
fn topic_line(topic: &TopicStats) -> String {
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
}
