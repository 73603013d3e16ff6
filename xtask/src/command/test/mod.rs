//! `cargo xtask test`: everything CI runs. Parts run side by side, each as a process of its own.

mod count;
mod cargo_parts;
mod browser_parts;
mod part;
mod process;
mod schedule;

use crate::process::{command, finish};
use crate::setup;
use anyhow::Result;
pub(crate) use browser_parts::browser_command;
use cargo_parts::EXECUTABLES;
use count::Count;
pub(crate) use part::names;
use part::{PARTS, Part};
use process::{Ended, run_in_process};
use std::path::Path;
use std::time::Duration;

/// Runs the named parts, or all if none is named; with `quick`, those of the inner loop.
pub(crate) fn run(only: &[String], quick: bool) -> Result<bool> {
    setup::wasm_target()?;
    setup::npm()?;
    let is_named = |part: &Part| only.is_empty() || only.iter().any(|name| name == part.name);
    let parts: Vec<&Part> =
        PARTS.iter().filter(|part| is_named(part) && (!quick || part.is_quick)).collect();
    let program = std::env::current_exe()?;
    // The list of an earlier run.
    let _ = std::fs::remove_file(EXECUTABLES);
    let rows = schedule::run(&parts, |part| run_in_process(&program, part, quick), show);
    print_table(&rows);
    Ok(rows.iter().all(|(_, ended)| ended.count.failed == 0))
}

/// Runs one part in this process and writes how it ended to a file.
pub(crate) fn run_part(name: &str, quick: bool, report: &Path) -> Result<bool> {
    let part = PARTS.iter().find(|part| part.name == name);
    let run = part.map(|part| part.run).ok_or_else(|| anyhow::anyhow!("no part {name}"))?;
    let count = run(quick).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        Count::FAILED
    });
    std::fs::write(report, count.to_line())?;
    Ok(count.failed == 0)
}

/// Rewrites the blessed transcripts; the runner does so only if every intent holds.
pub(crate) fn bless() -> Result<()> {
    finish(
        command("cargo")
            .args(["test", "--package", "recourse-tests", "--test", "native"])
            .env("RECOURSE_BLESS", "1"),
    )
}

/// Prints the whole output of a part that has ended.
fn show(part: &Part, ended: &Ended) {
    println!("\n== {} ({} s)\n{}", part.name, ended.time.as_secs(), ended.output.trim_end());
}

fn print_table(rows: &[(&Part, Ended)]) {
    println!("\n{:<12} {:>7} {:>7} {:>8}", "part", "passed", "failed", "seconds");
    for (part, Ended { count, time, .. }) in rows {
        println!("{:<12} {:>7} {:>7} {:>8}", part.name, count.passed, count.failed, time.as_secs());
    }
    let total: Count = rows.iter().map(|(_, ended)| ended.count).sum();
    println!("\n{} passed, {} failed", total.passed, total.failed);
}

impl Ended {
    /// How a part ends that is not started.
    fn not_run(reason: &str) -> Ended {
        Ended { count: Count::FAILED, time: Duration::ZERO, output: format!("not run: {reason}") }
    }
}
