//! The boundary table: the decisions on the day (or the smallest amount) before, on and after every
//! limit.

use recourse::clause::Verdict;
use recourse::types::Day;
use recourse_authoring::{Boundary, CompiledPolicy, Edge, boundaries};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The table, for shoppers who ask on days around `today`.
pub(crate) fn table(compiled: &CompiledPolicy, today: Day) -> String {
    let texts = compiled.texts.get(&compiled.policy.parts().language).cloned().unwrap_or_default();
    let lines: BTreeSet<String> =
        boundaries(&compiled.policy, &texts, today).iter().map(line).collect();
    let mut text = String::from("boundaries: topic, remedy, limit: before | on it | after\n");
    for line in lines {
        let _ = writeln!(text, "  {line}");
    }
    text
}

fn line(row: &Boundary) -> String {
    let Boundary { shopper, remedy, question, last, edges, .. } = row;
    let [before, on, after] = edges.each_ref().map(edge);
    format!("{} {remedy} {question} {last}: {before} | {on} | {after}", shopper.topic)
}

fn edge(edge: &Edge) -> String {
    let verdict = edge.verdict.map_or("not decided", |verdict| match verdict {
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
