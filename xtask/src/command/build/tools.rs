//! Shared steps of the build: the compiler with the options of shipped files, the tools after it,
//! and file names that contain a hash.

use crate::process::{command, finish};
use crate::setup;
use anyhow::{Context, Result};
use base64::Engine;
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::Path;
use std::process::Command;

/// WebAssembly features that every browser of the last years supports, and the edge's runtime.
pub(super) const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
];
/// Control flow is flattened and built again, which makes it smaller. Functions of a few bytes are
/// inlined, because a browser compiles each function at its first call. Larger functions are not
/// inlined, even with one caller: the caller would be compiled with code that it does not need, and
/// long functions compress less.
const FLAT: [&str; 4] = [
    "--flatten",
    "--rereloop",
    "--always-inline-max-function-size=6",
    "--one-caller-inline-max-function-size=60",
];
/// Optimises for size until nothing gets smaller. The stack is below all data, so the lowest
/// addresses are never used.
const SMALL: [&str; 4] = ["--low-memory-unused", "-Oz", "-Oz", "--converge"];
const STRIPPED: [&str; 3] = ["--strip-debug", "--strip-producers", "--strip-target-features"];

/// Leptos compiles one copy of its view code for all types instead of one for each.
const ERASE_COMPONENTS: &str = "--cfg=erase_components";

/// The smallest form of a file for browsers.
pub(super) fn shrink(from: &str, to: &str) -> Result<()> {
    optimize(from, to, &FLAT, &STRIPPED)
}

/// The smallest form of the Worker's file. `--flatten` does not support exception handling, which
/// the restart after a panic needs.
pub(super) fn shrink_worker(file: &str) -> Result<()> {
    optimize(file, file, &["--enable-exception-handling"], &STRIPPED)
}

/// The same file with the names of functions, for the report on its size.
pub(super) fn shrink_named(from: &str, to: &str) -> Result<()> {
    optimize(from, to, &FLAT, &["-g"])
}

fn optimize(from: &str, to: &str, first: &[&str], last: &[&str]) -> Result<()> {
    run_tool("wasm-opt", &[&[from], &FEATURES[..], first, &SMALL, last, &["-o", to]].concat())
}

/// A file whose name contains a hash of its bytes.
#[derive(Debug, Clone)]
pub(super) struct Hashed {
    pub(super) name: String,
    /// The value of the HTML attribute `integrity`.
    pub(super) integrity: String,
}

/// Copies a built file to a name that contains its hash.
pub(super) fn copy_hashed(file: &Path, stem: &str, end: &str) -> Result<Hashed> {
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    let digest = format!("{:x}", Sha256::digest(&bytes));
    let name = format!("{stem}.{}.{end}", digest.get(..12).unwrap_or_default());
    fs::write(Path::new("target/widget").join(&name), &bytes)?;
    let integrity = base64::engine::general_purpose::STANDARD.encode(Sha384::digest(&bytes));
    Ok(Hashed { name, integrity: format!("sha384-{integrity}") })
}

/// Compiles a crate for browsers into a folder: `small.wasm`, and its bindings in a script with the
/// crate's name.
pub(super) fn wasm(package: &str, out: &str) -> Result<()> {
    let built = compile(package, &[])?;
    empty(out)?;
    bind(&built, package, out, &[])
}

/// Compiles a crate for browsers; returns the path of the file.
pub(super) fn compile(package: &str, more: &[&str]) -> Result<String> {
    let target = "wasm32-unknown-unknown";
    let args = ["build", "--package", package, "--target", target, "--profile", "wasm", "--lib"];
    finish(cargo_for_browsers().args(args).args(more))?;
    Ok(format!("target/{target}/wasm/{}.wasm", package.replace('-', "_")))
}

/// Writes the bindings of a compiled file, and `small.wasm`. Callers always pass the address of the
/// wasm; bundlers would try to resolve a default address.
pub(super) fn bind(built: &str, package: &str, out: &str, more: &[&str]) -> Result<()> {
    let bindgen = setup::wasm_bindgen()?;
    let name = package.replace('-', "_");
    let args = ["--target", "web", "--no-typescript", "--omit-default-module-path"];
    let files = ["--out-name", &name, "--out-dir", out, built];
    run_tool(bindgen.to_string_lossy().as_ref(), &[&args[..], &files, more].concat())?;
    shrink(&format!("{out}/{name}_bg.wasm"), &format!("{out}/small.wasm"))
}

/// Creates an empty folder; removes its content.
pub(super) fn empty(folder: &str) -> Result<()> {
    let _ = fs::remove_dir_all(folder);
    Ok(fs::create_dir_all(folder)?)
}

/// Writes a text file.
pub(super) fn write_text(folder: &str, name: &str, text: &str) -> Result<()> {
    fs::write(Path::new(folder).join(name), text).with_context(|| name.to_owned())
}

/// Runs esbuild: minified modules for the supported browsers; modules are always UTF-8.
pub(super) fn esbuild(args: &[&str]) -> Result<()> {
    let always =
        ["--minify", "--charset=utf8", "--format=esm", "--target=es2022", "--log-level=warning"];
    finish(command("esbuild").args(args).args(always))
}

/// Copies a folder with its subfolders.
pub(super) fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}

/// Cargo with the options of files that a browser downloads: the standard library is compiled
/// again, for size.
fn cargo_for_browsers() -> Command {
    if !setup::std_source() {
        return shipped("cargo", &[ERASE_COMPONENTS]);
    }
    let mut cargo = shipped("cargo", &[ERASE_COMPONENTS, setup::IMMEDIATE_ABORT]);
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
    cargo.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
    cargo
}

/// A compiler with the options of shipped files: they contain no path of the building machine, and
/// two machines build the same bytes.
pub(super) fn shipped(program: &str, more: &[&str]) -> Command {
    let home = |name: &str, or: &str| {
        let set = std::env::var(name).ok().filter(|path| !path.is_empty());
        set.unwrap_or_else(|| format!("{}/{or}", std::env::var("HOME").unwrap_or_default()))
    };
    let registry = format!("{}/registry/src", home("CARGO_HOME", ".cargo"));
    let known = [registry, crate::root().display().to_string(), setup::std_folder()];
    let mut flags: Vec<String> =
        known.iter().map(|path| format!("--remap-path-prefix={path}=")).collect();
    flags.extend(more.iter().map(|flag| (*flag).to_owned()));
    let mut command = command(program);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.join(" "));
    command
}

/// Runs a tool of the build.
pub(super) fn run_tool(program: &str, args: &[&str]) -> Result<()> {
    finish(command(program).args(args))
}
