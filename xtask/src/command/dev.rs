//! `cargo xtask dev`: everything built, the local runtime up, one URL printed.

use crate::process::{Running, command};
use anyhow::{Result, bail};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

pub(crate) fn run(port: &str) -> Result<()> {
    super::build::run()?;
    loop {
        let mut worker = start(port, "target/dev-state")?;
        println!(
            "\n  Recourse is up: http://localhost:{port}/\n\n  Ctrl-C stops it; claims are stored in target/dev-state. \
             After a `cargo xtask build` in another terminal it restarts."
        );
        outdated(&mut worker, port);
        println!("\n  Something was built anew.");
        drop(worker);
        freed(port);
    }
}

/// Waits for a build in another terminal, whose files a running runtime would serve beside those it
/// holds already. A runtime that ends by itself meanwhile has, as a rule, read one of them before
/// it was whole: the end of the build mends that.
fn outdated(worker: &mut Running, port: &str) {
    let began = super::build::last();
    let mut told = false;
    while super::build::last() == began {
        if !told && worker.has_ended() {
            told = true;
            println!(
                "\n  The local runtime has ended; its log is target/xtask/worker-{port}.log. \
                 The next `cargo xtask build` restarts it."
            );
        }
        std::thread::sleep(Duration::from_millis(500));
    }
}

/// Waits until what has been ended has let go of its port.
fn freed(port: &str) {
    for _ in 0..100 {
        if TcpStream::connect(format!("127.0.0.1:{port}")).is_err() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Starts the Worker in the local runtime with KV kept in a folder, and waits until it answers.
pub(crate) fn start(port: &str, state: &str) -> Result<Running> {
    if TcpStream::connect(format!("127.0.0.1:{port}")).is_ok() {
        bail!("port {port} is taken; choose another with `--port`");
    }
    std::fs::create_dir_all("target/xtask")?;
    let log = std::fs::File::create(format!("target/xtask/worker-{port}.log"))?;
    let state = std::path::absolute(state)?;
    let mut wrangler = command("wrangler");
    wrangler
        .args([
            "dev",
            "--env",
            "local",
            "--port",
            port,
            "--ip",
            "127.0.0.1",
            "--inspector-port",
            "0",
            "--show-interactive-dev-session=false",
            "--persist-to",
        ])
        .arg(&state);
    // Runtimes that run side by side know nothing of each other.
    wrangler
        .env("WRANGLER_REGISTRY_PATH", state.join("registry"))
        .current_dir("edge")
        .stdin(std::process::Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log);
    let mut running = Running::start(&mut wrangler)?;
    for _ in 0..600 {
        if answers(port) {
            return Ok(running);
        }
        if running.has_ended() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let log = std::fs::read_to_string(Path::new("target/xtask").join(format!("worker-{port}.log")))
        .unwrap_or_default();
    bail!("the local runtime did not come up; it said:\n{log}")
}

/// Whether `GET /healthz` is answered with 200.
fn answers(port: &str) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(format!("127.0.0.1:{port}"))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream
            .write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        Ok(text.starts_with("HTTP/1.1 200"))
    };
    ask().unwrap_or(false)
}
