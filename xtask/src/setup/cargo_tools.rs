//! Tools that cargo builds, each in a folder of its own version, shared by every checkout on the
//! machine.

use crate::process::finish;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// The version of worker-build that fits the `worker` crate in use.
const WORKER_BUILD: &str = "0.8.7";
/// The version of cargo-fuzz: any that has `--fuzz-dir`.
const CARGO_FUZZ: &str = "0.13.2";
/// The version of cargo-deny whose configuration `deny.toml` is.
const CARGO_DENY: &str = "0.20.2";
/// The version of the driver of Firefox: any that supports Debian's.
const GECKODRIVER: &str = "0.37.1";

/// A tool that cargo installs.
struct Tool {
    package: &'static str,
    version: String,
    /// The program that is run.
    binary: &'static str,
    /// Further arguments of `cargo install`.
    args: &'static [&'static str],
}

impl Tool {
    fn new(package: &'static str, version: &str, binary: &'static str) -> Tool {
        Tool { package, version: version.to_owned(), binary, args: &[] }
    }

    fn folder(&self) -> PathBuf {
        cache().join(format!("{}-{}", self.package, self.version))
    }

    fn path(&self) -> PathBuf {
        self.folder().join("bin").join(self.binary)
    }
}

fn bindgen_tool() -> Result<Tool> {
    let tool = Tool::new("wasm-bindgen-cli", &locked("wasm-bindgen")?, "wasm-bindgen");
    // It connects to drivers on this machine only and needs no TLS.
    Ok(Tool { args: &["--no-default-features"], ..tool })
}

/// The tools that the build and the tests need.
fn tools() -> Result<[Tool; 4]> {
    Ok([
        bindgen_tool()?,
        Tool::new("worker-build", WORKER_BUILD, "worker-build"),
        Tool::new("cargo-deny", CARGO_DENY, "cargo-deny"),
        Tool::new("geckodriver", GECKODRIVER, "geckodriver"),
    ])
}

/// The wasm-bindgen tools, in exactly the version that Cargo.lock has of the crate.
pub(crate) fn wasm_bindgen() -> Result<PathBuf> {
    installed(bindgen_tool()?)
}

/// The tool that turns the edge crate into a Worker.
pub(crate) fn worker_build() -> Result<PathBuf> {
    installed(Tool::new("worker-build", WORKER_BUILD, "worker-build"))
}

/// The tool that checks licences and sources of dependencies.
pub(crate) fn cargo_deny() -> Result<PathBuf> {
    installed(Tool::new("cargo-deny", CARGO_DENY, "cargo-deny"))
}

/// The driver of Firefox; Debian has no package of it.
pub(super) fn geckodriver() -> Result<PathBuf> {
    installed(Tool::new("geckodriver", GECKODRIVER, "geckodriver"))
}

/// The tool that runs fuzz targets.
pub(crate) fn cargo_fuzz() -> Result<PathBuf> {
    installed(Tool::new("cargo-fuzz", CARGO_FUZZ, "cargo-fuzz"))
}

fn locked(name: &str) -> Result<String> {
    let lock: toml::Table = std::fs::read_to_string("Cargo.lock").context("Cargo.lock")?.parse()?;
    let packages =
        lock.get("package").and_then(|packages| packages.as_array()).into_iter().flatten();
    let found =
        packages.filter(|package| package.get("name").and_then(|n| n.as_str()) == Some(name));
    let version = found.filter_map(|package| package.get("version")?.as_str()).next();
    version.map(str::to_owned).with_context(|| format!("Cargo.lock has no {name}"))
}

/// The path of a tool; installs it if it is missing.
fn installed(tool: Tool) -> Result<PathBuf> {
    static ONE: Mutex<()> = Mutex::new(());
    // The widget and the Worker are built at the same time and need the same tools.
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    if !tool.path().is_file() {
        println!("installing: {} {} (once on this machine)", tool.package, tool.version);
        install(&tool)?;
        // The folder stays while a tool is missing: another process may be compiling it.
        if tools()?.iter().all(|tool| tool.path().is_file()) {
            let _ = std::fs::remove_dir_all(cache().join("build"));
        }
    }
    Ok(tool.path())
}

/// Compiles a tool with little optimisation, because each runs for a second or two. All tools share
/// one target folder; in the workspace's folder, other features would cause rebuilds.
fn install(tool: &Tool) -> Result<()> {
    let mut install = Command::new("cargo");
    install.args(["install", "--quiet", "--debug", tool.package, "--version", &tool.version]);
    install.args(tool.args).arg("--root").arg(tool.folder());
    install.env("CARGO_TARGET_DIR", cache().join("build")).env_remove("CARGO_BUILD_TARGET");
    install.env("CARGO_PROFILE_DEV_OPT_LEVEL", "1").env("CARGO_PROFILE_DEV_DEBUG", "0");
    finish(install.env("CARGO_INCREMENTAL", "0"))
}

/// The folder of this machine for tools and data that are downloaded once.
pub(crate) fn cache() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let home = || set("HOME").unwrap_or_default().join(".cache");
    set("RECOURSE_TOOLS")
        .unwrap_or_else(|| set("XDG_CACHE_HOME").unwrap_or_else(home).join("recourse"))
}
