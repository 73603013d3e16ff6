//! Tools that cargo builds, each in a folder of its own version, shared by every checkout on the machine.

use crate::process::finish;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// The version of worker-build that fits the `worker` crate in use.
const WORKER_BUILD: &str = "0.8.7";
/// The version of cargo-fuzz: any that knows `--fuzz-dir`.
const CARGO_FUZZ: &str = "0.13.2";
/// The version of cargo-deny whose configuration `deny.toml` is.
const CARGO_DENY: &str = "0.20.2";
/// The version of the driver of Firefox: any that knows Debian's.
const GECKODRIVER: &str = "0.37.1";

/// The wasm-bindgen tools, in exactly the version that Cargo.lock has of the crate.
pub(crate) fn wasm_bindgen() -> Result<PathBuf> {
    let version = locked("wasm-bindgen")?;
    tool("wasm-bindgen-cli", &version, "wasm-bindgen")
}

/// The tool that turns the edge crate into a Worker.
pub(crate) fn worker_build() -> Result<PathBuf> {
    tool("worker-build", WORKER_BUILD, "worker-build")
}

/// The tool that checks licences and sources of dependencies.
pub(crate) fn cargo_deny() -> Result<PathBuf> {
    tool("cargo-deny", CARGO_DENY, "cargo-deny")
}

/// What drives Firefox; no package of Debian's has it.
pub(super) fn geckodriver() -> Result<PathBuf> {
    tool("geckodriver", GECKODRIVER, "geckodriver")
}

/// The tool that runs fuzz targets.
pub(crate) fn cargo_fuzz() -> Result<PathBuf> {
    tool("cargo-fuzz", CARGO_FUZZ, "cargo-fuzz")
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

fn tool(package: &str, version: &str, binary: &str) -> Result<PathBuf> {
    let folder = cache().join(format!("{package}-{version}"));
    let path = folder.join("bin").join(binary);
    if !path.is_file() {
        println!("installing: {package} {version} (once on this machine, some minutes)");
        let root = folder.to_string_lossy().into_owned();
        let mut install = Command::new("cargo");
        install.args(["install", "--quiet", package, "--version", version, "--root", &root]);
        // Its own target directory: a shared one would rebuild the workspace for other features.
        finish(
            install.env("CARGO_TARGET_DIR", folder.join("target")).env_remove("CARGO_BUILD_TARGET"),
        )?;
        let _ = std::fs::remove_dir_all(folder.join("target"));
    }
    Ok(path)
}

/// The folder of this machine for what is fetched once.
pub(crate) fn cache() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let home = || set("HOME").unwrap_or_default().join(".cache");
    set("RECOURSE_TOOLS")
        .unwrap_or_else(|| set("XDG_CACHE_HOME").unwrap_or_else(home).join("recourse"))
}
