//! The workspace's own programs, compiled with the features of all members: a package compiled
//! alone has other features, and its dependencies would be compiled twice.

use crate::process::command;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// The kind of a cargo target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Bin,
    Example,
    Test,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Bin => "bin",
            Kind::Example => "example",
            Kind::Test => "test",
        }
    }
}

/// `cargo test` of every member but xtask. For `cargo xtask`, cargo compiles xtask alone, and its
/// dependencies with their features there; its tests are compiled that way, too.
pub(crate) const WORKSPACE_TESTS: [&str; 4] = ["test", "--workspace", "--exclude", "xtask"];

/// Names the list of executables for the parts of one run of the tests.
pub(crate) const LIST: &str = "RECOURSE_EXECUTABLES";

/// The `recourse` command.
pub(crate) fn recourse() -> Result<PathBuf> {
    executable(Kind::Bin, "recourse")
}

/// The path of a program: from the list of this run; without a list, it is compiled first.
pub(crate) fn executable(kind: Kind, name: &str) -> Result<PathBuf> {
    let listed = std::env::var(LIST).ok().and_then(|list| fs::read_to_string(list).ok());
    let rows = match listed {
        Some(rows) => rows,
        // A program is compiled with the tests that run it: alone it would have other features.
        None if kind == Kind::Bin => compile(&["--quiet", "--test", "commands"])?,
        // `--example` would compile the example as a test.
        None if kind == Kind::Example => compile(&["--quiet"])?,
        None => compile(&["--quiet", &format!("--{}", kind.name()), name])?,
    };
    find(&rows, kind, name).with_context(|| format!("cargo built no {} {name}", kind.name()))
}

fn find(rows: &str, kind: Kind, name: &str) -> Option<PathBuf> {
    let start = format!("{} {name} ", kind.name());
    rows.lines().find_map(|row| row.strip_prefix(&start)).map(PathBuf::from)
}

/// Compiles all tests, programs and examples, and writes the list of them.
pub(crate) fn compile_all(list: &Path) -> Result<()> {
    Ok(fs::write(list, compile(&[])?)?)
}

/// Compiles for `cargo test`; a row `kind name path` for each executable.
fn compile(words: &[&str]) -> Result<String> {
    let mut cargo = command("cargo");
    cargo.args(WORKSPACE_TESTS).args(["--no-run", "--message-format=json-render-diagnostics"]);
    let output = cargo.args(words).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "{cargo:?} ended with {}", output.status);
    Ok(String::from_utf8(output.stdout)?.lines().filter_map(row).collect())
}

/// The row of one message of cargo; nothing unless it is about an executable that is not a harness
/// of unit tests.
fn row(message: &str) -> Option<String> {
    let message: Value = serde_json::from_str(message).ok()?;
    let path = message.get("executable")?.as_str()?;
    let target = message.get("target")?;
    let (kind, name) = (target.get("kind")?.get(0)?.as_str()?, target.get("name")?.as_str()?);
    let is_harness = message.pointer("/profile/test") == Some(&Value::Bool(true));
    // The unit tests of a program have its kind and name, too.
    (kind == "test" || !is_harness).then(|| format!("{kind} {name} {path}\n"))
}

#[cfg(test)]
mod tests {
    use super::{Kind, find, row};
    use std::path::PathBuf;

    #[test]
    fn executables_are_found_by_kind_and_name() {
        let message = |kind: &str, test: bool, path: &str| {
            format!(
                r#"{{"reason":"compiler-artifact","target":{{"kind":["{kind}"],"name":"recourse"}},
                "profile":{{"test":{test}}},"executable":{path}}}"#
            )
        };
        let messages = [
            message("bin", true, r#""/t/deps/recourse-1""#),
            message("lib", false, "null"),
            message("bin", false, r#""/t/recourse""#),
            message("test", true, r#""/t/deps/recourse-2""#),
            "not JSON".to_owned(),
        ];
        let rows: String = messages.iter().filter_map(|message| row(message)).collect();
        assert_eq!(find(&rows, Kind::Bin, "recourse"), Some(PathBuf::from("/t/recourse")));
        assert_eq!(find(&rows, Kind::Test, "recourse"), Some(PathBuf::from("/t/deps/recourse-2")));
        assert_eq!(find(&rows, Kind::Example, "recourse"), None);
    }
}
