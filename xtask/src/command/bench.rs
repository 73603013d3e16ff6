//! `cargo xtask bench`: prints times and the machine. It has no limits and never fails by a time;
//! the figures in the documents are its output.

use super::sizes::compile_policies;
use super::test::browser_command;
use crate::process::{command, finish, run_and_keep};
use crate::setup;
use anyhow::{Result, bail};

pub(crate) fn run() -> Result<()> {
    machine();
    println!("\n== decisions, natively");
    let example = ["run", "--quiet", "--release", "--package"];
    finish(command("cargo").args(example).args([
        "recourse-authoring",
        "--example",
        "decide_speed",
    ]))?;
    println!("\n== check, natively");
    finish(command("cargo").args(example).args(["recourse-tests", "--example", "check_speed"]))?;
    println!("\n== in Chromium");
    let printed = run_and_keep(browser_command()?.args(["--release", "--", "--nocapture"]))?;
    if !printed.success {
        bail!("the tests in the browser failed");
    }
    Ok(())
}

/// Measures the Worker and one written by hand in JavaScript, on the same runtime in one run.
pub(crate) fn edge() -> Result<()> {
    super::build::run()?;
    machine();
    println!();
    finish(command("node").arg("tests/load/bench.mjs"))
}

/// Measures the widget and other embeds, in Chromium, on the same page in one run.
pub(crate) fn widget() -> Result<()> {
    super::build::run()?;
    compile_policies()?;
    let peers = "target/peers";
    let list = std::fs::read_to_string("tests/bench/peers.json")?;
    let stamp = format!("{peers}/installed");
    if !std::fs::read_to_string(&stamp).is_ok_and(|then| then == list) {
        println!("installing: the embeds to compare with (once on this machine)");
        std::fs::create_dir_all(peers)?;
        let words = ["install", "--no-fund", "--no-audit", "--loglevel=error", "--prefix", peers];
        std::fs::write(format!("{peers}/package.json"), &list)?;
        finish(command("npm").args(words))?;
        std::fs::write(stamp, list)?;
    }
    let (browser, _) = setup::chromium()?;
    machine();
    finish(command("node").arg("tests/bench/widget.mjs").env("CHROME", browser))
}

/// Prints the processor and the compiler version.
fn machine() {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let model = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = model.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("unknown");
    println!("{cores} cores, {}", model.trim_start_matches(['\t', ' ', ':']));
    let _ = finish(command("rustc").arg("--version"));
}
