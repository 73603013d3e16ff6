//! `cargo xtask dev`: builds everything, starts the local runtime and prints one URL.

use crate::process::{Running, command};
use anyhow::{Result, bail};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

pub(crate) fn run(port: &str) -> Result<()> {
    super::build::run()?;
    loop {
        let mut worker = start(port, "target/dev-state")?;
        println!(
            "\n  Recourse is up: http://localhost:{port}/\n\n  Ctrl-C stops it; claims are stored in target/dev-state. \
             After a `cargo xtask build` in another terminal it restarts."
        );
        wait_for_build(&mut worker, port);
        println!("\n  A new build is ready.");
        drop(worker);
        wait_for_free_port(port);
    }
}

/// Waits until a build in another terminal ends. A runtime that is already running would serve old
/// and new files together. It can also end by itself during the build, because it read a file that
/// was only partly written; it is started again after the build.
fn wait_for_build(worker: &mut Running, port: &str) {
    let before = super::build::last();
    let mut is_end_reported = false;
    while super::build::last() == before {
        if !is_end_reported && worker.has_ended() {
            is_end_reported = true;
            println!(
                "\n  The local runtime has ended; its log is {}. \
                 The next `cargo xtask build` restarts it.",
                log_path(port)
            );
        }
        std::thread::sleep(Duration::from_millis(500));
    }
}

/// Waits until a program that was ended has closed its port.
fn wait_for_free_port(port: &str) {
    for _ in 0..100 {
        if is_in_use(port) {
            std::thread::sleep(Duration::from_millis(100));
        } else {
            return;
        }
    }
}

/// Starts the Worker in the local runtime, with its storage in a folder, and waits until it is
/// ready.
pub(crate) fn start(port: &str, state: &str) -> Result<Running> {
    if is_in_use(port) {
        bail!("port {port} is taken; choose another with `--port`");
    }
    fs::create_dir_all("target/xtask")?;
    let log = File::create(log_path(port))?;
    let mut command = wrangler(port, &std::path::absolute(state)?);
    command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    let mut running = Running::start(&mut command)?;
    if wait_until_ready(&mut running, port) {
        return Ok(running);
    }
    let log = fs::read_to_string(log_path(port)).unwrap_or_default();
    bail!("the local runtime did not start; its log:\n{log}")
}

/// The file with the output of the local runtime.
fn log_path(port: &str) -> String {
    format!("target/xtask/worker-{port}.log")
}

/// The command that runs the Worker in the local runtime.
fn wrangler(port: &str, state: &Path) -> Command {
    let mut wrangler = command("wrangler");
    wrangler.args(["dev", "--env", "local", "--port", port, "--ip", "127.0.0.1"]);
    wrangler.args(["--inspector-port", "0", "--show-interactive-dev-session=false"]);
    wrangler.arg("--persist-to").arg(state).current_dir("edge");
    // Runtimes that run at the same time must not find each other.
    wrangler.env("WRANGLER_REGISTRY_PATH", state.join("registry"));
    wrangler
}

/// Waits up to a minute until the Worker is ready; false if it ended, or is not ready by then.
fn wait_until_ready(running: &mut Running, port: &str) -> bool {
    for _ in 0..600 {
        if is_healthy(port) {
            return true;
        }
        if running.has_ended() {
            return false;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    false
}

/// Whether a program listens on a port of this machine.
fn is_in_use(port: &str) -> bool {
    TcpStream::connect(format!("127.0.0.1:{port}")).is_ok()
}

/// Whether the response to `GET /healthz` is 200.
fn is_healthy(port: &str) -> bool {
    let request = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(format!("127.0.0.1:{port}"))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream
            .write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        Ok(text.starts_with("HTTP/1.1 200"))
    };
    request().unwrap_or(false)
}
