//! The parts that cargo runs on this machine.

use super::count::{Count, counted, single};
use crate::command::format;
use crate::process::command;
use crate::setup;
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// Where the part `compile` lists what it has compiled.
pub(super) const EXECUTABLES: &str = "target/test/executables";
/// Test targets that prove by enumeration: `--quick` leaves them out.
const LONG: [&str; 5] = ["mutations", "oracle", "diff", "dates", "real_policies"];

pub(super) fn format(_quick: bool) -> Result<Count> {
    let run = |check: &mut Command| {
        single(check).unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Count::FAILED
        })
    };
    Ok(format::checks().iter_mut().map(run).sum())
}

pub(super) fn clippy(_quick: bool) -> Result<Count> {
    let words = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"];
    single(command("cargo").args(words))
}

pub(super) fn clippy_wasm(_quick: bool) -> Result<Count> {
    let packages = ["recourse", "recourse-widget", "recourse-edge", "recourse-worker"];
    single(
        command("cargo")
            .args(["clippy", "--quiet", "--target", "wasm32-unknown-unknown"])
            .args(packages.iter().flat_map(|package| ["--package", package]))
            .args(["--", "-D", "warnings"]),
    )
}

/// Compiles every test of the workspace once. The features of all members are unified, so later
/// parts do not compile their dependencies again.
pub(super) fn compile(_quick: bool) -> Result<Count> {
    setup::compile_all(Path::new(EXECUTABLES)).map(|()| Count::PASSED)
}

pub(super) fn native(quick: bool) -> Result<Count> {
    let mut test = command("cargo");
    test.args(setup::WORKSPACE_TESTS).arg("--no-fail-fast");
    if quick {
        test.args(["--lib", "--bins"]);
        for name in test_targets()?.iter().filter(|name| !LONG.contains(&name.as_str())) {
            test.args(["--test", name]);
        }
    }
    let own = counted(command("cargo").args(["test", "--package", "xtask"]))?;
    Ok([counted(&mut test)?, own].into_iter().sum())
}

/// The names of the workspace's integration tests.
fn test_targets() -> Result<Vec<String>> {
    let words = ["metadata", "--no-deps", "--format-version", "1"];
    let all: serde_json::Value =
        serde_json::from_slice(&command("cargo").args(words).output()?.stdout)?;
    let list = |value: &serde_json::Value, key: &str| {
        value.get(key).and_then(|list| list.as_array().cloned()).unwrap_or_default()
    };
    let targets = list(&all, "packages").into_iter().flat_map(|package| list(&package, "targets"));
    let tests = targets.filter(|target| list(target, "kind").iter().any(|kind| kind == "test"));
    let names = tests.filter_map(|target| target.get("name")?.as_str().map(str::to_owned));
    Ok(names.collect())
}

pub(super) fn docs(_quick: bool) -> Result<Count> {
    single(
        command("cargo")
            .args(["doc", "--quiet", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

/// Licences, sources and duplicate crates. Not every machine can reach the advisory database, so
/// advisories are not checked here.
pub(super) fn licences(_quick: bool) -> Result<Count> {
    let deny = setup::cargo_deny()?;
    let words = ["--log-level", "error", "check", "bans", "licenses", "sources"];
    single(command(deny.to_string_lossy().as_ref()).args(words))
}

pub(super) fn policies(_quick: bool) -> Result<Count> {
    single(command(setup::recourse()?.to_string_lossy().as_ref()).arg("check"))
}
