//! The boundary table: what is decided the day (or the smallest amount) before, on and after every limit.

use recourse::clause::Verdict;
use recourse::types::Day;
use recourse_authoring::{Boundary, CompiledPolicy, Edge, boundaries};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The table, for shoppers who ask around a day.
pub(crate) fn table(bundle: &CompiledPolicy, today: Day) -> String {
    let texts = bundle.texts.get(&bundle.policy.parts().language).cloned().unwrap_or_default();
    let lines: BTreeSet<String> =
        boundaries(&bundle.policy, &texts, today).iter().map(line).collect();
    let mut text = String::from("boundaries: topic, remedy, limit: before | on it | after\n");
    for line in lines {
        let _ = writeln!(text, "  {line}");
    }
    text
}

fn line(row: &Boundary) -> String {
    let [before, on, after] = &row.edges;
    format!(
        "{} {} {} {}: {} | {} | {}",
        row.shopper.topic,
        row.remedy,
        row.question,
        row.last,
        edge(before),
        edge(on),
        edge(after)
    )
}

fn edge(edge: &Edge) -> String {
    let verdict = edge.verdict.map_or("asks on", |verdict| match verdict {
        Verdict::Granted => "granted",
        Verdict::AskSupport => "ask_support",
        Verdict::NotYet => "not_yet",
        Verdict::Refused => "refused",
    });
    let clauses = if edge.clauses.is_empty() {
        String::new()
    } else {
        format!(" ({})", edge.clauses.join(", "))
    };
    let amount = edge.amount.as_ref().map(|amount| format!("{amount} ")).unwrap_or_default();
    format!("{amount}{verdict}{clauses}")
}
