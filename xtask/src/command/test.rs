//! `cargo xtask test`: everything CI runs, part by part. A part that fails does not stop the next one.

use super::{build, dev, sizes};
use crate::process::{command, finish, run_and_keep};
use crate::setup;
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// A free port of this machine for the Worker under test, so that several checkouts can test side by side.
fn free_port() -> Result<String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    Ok(listener.local_addr()?.port().to_string())
}

/// How many single tests passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
}

struct Part {
    name: &'static str,
    run: fn() -> Result<Count>,
}

const PARTS: [Part; 13] = [
    Part { name: "format", run: format },
    Part { name: "clippy", run: clippy },
    Part { name: "clippy-wasm", run: clippy_wasm },
    Part { name: "native", run: native },
    Part { name: "docs", run: docs },
    Part { name: "licences", run: licences },
    Part { name: "policies", run: policies },
    Part { name: "sizes", run: shipped_sizes },
    Part { name: "browser", run: browser },
    Part { name: "worker", run: worker },
    Part { name: "engines", run: engines },
    Part { name: "packages", run: packages },
    Part { name: "faults", run: faults },
];

pub(crate) fn run(only: Option<&str>) -> Result<bool> {
    if let Some(only) = only.filter(|only| !PARTS.iter().any(|part| part.name == *only)) {
        let names: Vec<_> = PARTS.iter().map(|part| part.name).collect();
        bail!("no part `{only}`; there are: {}", names.join(", "));
    }
    setup::wasm_target()?;
    setup::npm()?;
    let mut rows = Vec::new();
    let mut total = Count::default();
    for part in PARTS.iter().filter(|part| only.is_none_or(|only| part.name == only)) {
        println!("\n== {}", part.name);
        let start = now();
        let count = (part.run)().unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Count { passed: 0, failed: 1 }
        });
        rows.push((part.name, count, start.elapsed().as_secs()));
        total = Count { passed: total.passed + count.passed, failed: total.failed + count.failed };
    }
    println!("\n{:<12} {:>7} {:>7} {:>8}", "part", "passed", "failed", "seconds");
    rows.iter().for_each(|(name, count, seconds)| {
        println!("{name:<12} {:>7} {:>7} {seconds:>8}", count.passed, count.failed)
    });
    println!("\n{} passed, {} failed", total.passed, total.failed);
    Ok(total.failed == 0)
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a part took is shown to people and decides nothing"
)]
fn now() -> Instant {
    Instant::now()
}

/// Rewrites the blessed transcripts; the runner does so only if every intent holds.
pub(crate) fn bless() -> Result<()> {
    finish(
        command("cargo")
            .args(["test", "--package", "recourse-tests", "--test", "native"])
            .env("RECOURSE_BLESS", "1"),
    )
}

/// A check that is one test: it passes or it does not.
fn single(command: &mut Command) -> Result<Count> {
    finish(command).map(|()| Count { passed: 1, failed: 0 })
}

fn format() -> Result<Count> {
    single(command("cargo").args(["fmt", "--all", "--check"]))
}

fn clippy() -> Result<Count> {
    single(command("cargo").args([
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

fn clippy_wasm() -> Result<Count> {
    let packages = ["recourse", "recourse-widget", "recourse-edge", "recourse-worker"];
    single(
        command("cargo")
            .args(["clippy", "--quiet", "--target", "wasm32-unknown-unknown"])
            .args(packages.iter().flat_map(|package| ["--package", package]))
            .args(["--", "-D", "warnings"]),
    )
}

fn native() -> Result<Count> {
    counted(command("cargo").args(["test", "--workspace", "--no-fail-fast"]))
}

fn docs() -> Result<Count> {
    single(
        command("cargo")
            .args(["doc", "--quiet", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

/// Licences, sources and doubled crates. The advisory database is fetched from a place that not every machine reaches,
/// so it is not part of this.
fn licences() -> Result<Count> {
    let deny = setup::cargo_deny()?;
    single(command(deny.to_string_lossy().as_ref()).args([
        "--log-level",
        "error",
        "check",
        "bans",
        "licenses",
        "sources",
    ]))
}

fn policies() -> Result<Count> {
    single(command("cargo").args(["run", "--quiet", "--package", "recourse-cli", "--", "check"]))
}

fn shipped_sizes() -> Result<Count> {
    Ok(if sizes::run()? { Count { passed: 1, failed: 0 } } else { Count { passed: 0, failed: 1 } })
}

fn browser() -> Result<Count> {
    counted(&mut browser_command()?)
}

/// The tests in a real browser.
pub(crate) fn browser_command() -> Result<Command> {
    let (_, driver) = setup::chromium()?;
    let runner = setup::wasm_bindgen()?.with_file_name("wasm-bindgen-test-runner");
    let mut test = command("cargo");
    test.args([
        "test",
        "--package",
        "recourse-tests",
        "--target",
        "wasm32-unknown-unknown",
        "--test",
        "browser",
    ]);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    Ok(test)
}

/// The corpus, the journeys and the contract through the running Worker.
fn worker() -> Result<Count> {
    setup::testers()?;
    build::run()?;
    let (browser, _) = setup::chromium()?;
    let state = "target/test-state";
    let _ = std::fs::remove_dir_all(state);
    let port = free_port()?;
    let _running = dev::start(&port, state)?;
    let url = format!("http://127.0.0.1:{port}");
    let corpus = counted(
        command("cargo")
            .args(["test", "--package", "recourse-tests", "--test", "edge"])
            .env("RECOURSE_EDGE", &url),
    )?;
    let mut node = command("node");
    node.args(["--test", "--test-concurrency=1", "tests/journeys/*.test.mjs"]);
    let journeys =
        counted(node.env("RECOURSE_URL", &url).env("CHROME", browser).env("FORCE_COLOR", "0"))?;
    let mut contract = command("node");
    contract
        .args(["--test", "tests/contract/*.test.mjs"])
        .env("SCHEMATHESIS", setup::schemathesis()?);
    let contract = counted(contract.env("RECOURSE_URL", &url).env("FORCE_COLOR", "0"))?;
    let counts = [corpus, journeys, contract];
    let sum = |of: fn(&Count) -> u64| counts.iter().map(of).sum();
    Ok(Count { passed: sum(|count| count.passed), failed: sum(|count| count.failed) })
}

/// The widget in Gecko and WebKit, on a shop of another origin than the running Worker's.
fn engines() -> Result<Count> {
    let driver = setup::engines()?;
    setup::testers()?;
    build::run()?;
    beside_a_worker("engines", "GECKODRIVER", &driver)
}

/// What a storefront developer installs, built and used as they would, against the running Worker.
fn packages() -> Result<Count> {
    setup::testers()?;
    build::packages()?;
    let (browser, _) = setup::chromium()?;
    beside_a_worker("packages", "CHROME", &browser)
}

/// The tests of a folder below `tests/` against a Worker of their own, with a program that they are told of.
fn beside_a_worker(folder: &str, variable: &str, program: &Path) -> Result<Count> {
    let state = format!("target/{folder}-state");
    let _ = std::fs::remove_dir_all(&state);
    let port = free_port()?;
    let _running = dev::start(&port, &state)?;
    let mut node = command("node");
    node.args(["--test", "--test-concurrency=1"]).arg(format!("tests/{folder}/*.test.mjs"));
    node.env("RECOURSE_URL", format!("http://127.0.0.1:{port}"))
        .env(variable, program)
        .env("FORCE_COLOR", "0");
    counted(&mut node)
}

/// The Worker behind a ledger that lies, killed, flooded, and asked to announce; it starts its own.
fn faults() -> Result<Count> {
    build::run()?;
    counted(
        command("node")
            .args(["--test", "--test-concurrency=1", "tests/faults/*.test.mjs"])
            .env("FORCE_COLOR", "0"),
    )
}

fn counted(command: &mut Command) -> Result<Count> {
    let printed = run_and_keep(command)?;
    let mut count = count(&printed.text);
    if !printed.success && count.failed == 0 {
        count.failed = 1;
    }
    if printed.success && count.passed == 0 {
        bail!("{command:?} ran no test");
    }
    Ok(count)
}

/// Sums the closing lines of cargo's and Node's test runners.
fn count(text: &str) -> Count {
    let mut count = Count::default();
    for line in text.lines() {
        let words: Vec<&str> =
            line.split([' ', ';', '.']).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            ["test", "result:", _, passed, "passed", failed, "failed", ..] => {
                count.passed += passed.parse::<u64>().unwrap_or(0);
                count.failed += failed.parse::<u64>().unwrap_or(0);
            }
            ["ℹ" | "#", "pass", passed] => count.passed += passed.parse::<u64>().unwrap_or(0),
            ["ℹ" | "#", "fail", failed] => count.failed += failed.parse::<u64>().unwrap_or(0),
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_both_runners_are_summed() {
        let text = "test result: ok. 14 passed; 0 failed; 0 ignored\ntest result: FAILED. 2 passed; 1 failed;\nℹ pass 3\n# fail 1\n";
        assert_eq!(count(text), Count { passed: 19, failed: 2 });
    }
}
