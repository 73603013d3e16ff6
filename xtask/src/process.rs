//! Runs other programs, with the project's own tools first on the path.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// A program with the environment that every part of the build shares.
pub(crate) fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    let path = std::env::var("PATH").unwrap_or_default();
    let bin = crate::root().join("node_modules/.bin");
    command.env("PATH", format!("{}:{path}", bin.display()));
    // Wrangler sends no metrics, makes no request of its own, asks nothing and shows no banner.
    for name in
        ["WRANGLER_SEND_METRICS", "WRANGLER_SEND_ERROR_REPORTS", "CLOUDFLARE_CF_FETCH_ENABLED"]
    {
        command.env(name, "false");
    }
    command.env("WRANGLER_HIDE_BANNER", "true").env("CI", "1");
    command
}

/// Runs a program to its end; its output goes to the terminal.
pub(crate) fn finish(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?} cannot be started"))?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}

/// Whether a program succeeded, and its standard output.
pub(crate) struct Printed {
    pub(crate) success: bool,
    pub(crate) text: String,
}

/// Runs a program to its end; returns its standard output and also prints it. Standard error goes
/// to the terminal.
pub(crate) fn run_and_keep(command: &mut Command) -> Result<Printed> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{command:?} cannot be started"))?;
    let mut text = String::new();
    for line in child.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines) {
        let line = line.unwrap_or_default();
        // Transcripts are compared by programs and are too long to read.
        if !line.starts_with("transcript ") {
            println!("{line}");
        }
        text.push_str(&line);
        text.push('\n');
    }
    Ok(Printed { success: child.wait()?.success(), text })
}

/// A program that runs in the background. Dropping it ends it with all its child processes.
pub(crate) struct Running(Child);

impl Running {
    pub(crate) fn start(command: &mut Command) -> Result<Running> {
        let child = command
            .process_group(0)
            .spawn()
            .with_context(|| format!("{command:?} cannot be started"))?;
        Ok(Running(child))
    }

    /// Whether it has already ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        matches!(self.0.try_wait(), Ok(Some(_)))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-TERM", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.0.wait();
    }
}
