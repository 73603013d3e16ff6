//! A part as a process of its own: its whole output is kept together, and its temporary files end
//! with it.

use super::cargo_parts::EXECUTABLES;
use super::count::Count;
use super::part::{Lane, Part};
use crate::setup::LIST;
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How a part ended.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) count: Count,
    pub(super) time: Duration,
    /// Everything that it printed.
    pub(super) output: String,
}

/// Runs a part as a process of `program`, which is this one. Output, temporary files and the
/// report are in `target/test/<part>`.
pub(super) fn run_in_process(program: &Path, part: &Part, quick: bool) -> Ended {
    let (start, folder) = (now(), format!("target/test/{}", part.name));
    let count = start_and_wait(program, part, quick, Path::new(&folder));
    let bytes = fs::read(format!("{folder}/output.log")).unwrap_or_default();
    let mut output = String::from_utf8_lossy(&bytes).into_owned();
    let count = count.unwrap_or_else(|error| {
        output.push_str(&format!("\nerror: {error:#}"));
        Count::FAILED
    });
    Ended { count, time: start.elapsed(), output }
}

fn start_and_wait(program: &Path, part: &Part, quick: bool, folder: &Path) -> Result<Count> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    let (log, report) = (File::create(folder.join("output.log"))?, folder.join("report"));
    // A short path outside the repository: browsers put sockets there, whose paths have a limit.
    let temporary = std::env::temp_dir().join(format!("rc-{}-{}", std::process::id(), part.name));
    fs::create_dir_all(&temporary)?;
    let mut command = with_priority(program, part.lane);
    command.args(["part", part.name, "--report"]).arg(&report);
    command.args(quick.then_some("--quick")).env("TMPDIR", &temporary);
    if part.needs.contains(&"compile") {
        command.env(LIST, EXECUTABLES);
    }
    command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    let status = command.status().with_context(|| format!("{command:?} cannot be started"));
    let _ = fs::remove_dir_all(&temporary);
    let status = status?;
    let line = fs::read_to_string(report).unwrap_or_default();
    Count::from_line(&line).with_context(|| format!("the part ended with {status} and no report"))
}

/// Compilation has low priority: tests in browsers and runtimes have time limits.
fn with_priority(program: &Path, lane: Lane) -> Command {
    match lane {
        Lane::Wait => Command::new(program),
        Lane::Compute => {
            let mut command = Command::new("nice");
            command.args(["-n", "10"]).arg(program);
            command
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a part took is shown to people and decides nothing"
)]
fn now() -> Instant {
    Instant::now()
}
