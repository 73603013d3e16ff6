//! What every part of the build uses: the compiler as for what is shipped, the tools after it,
//! files under names that change with their bytes.

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
/// Flat first: control flow is made anew then, and small. Functions of a few bytes go into those
/// that call them: a browser compiles each by itself at its first call. Larger ones do not go even
/// into an only caller: it would be compiled with all that it does not need, and long functions are
/// less alike.
const FLAT: [&str; 4] = [
    "--flatten",
    "--rereloop",
    "--always-inline-max-function-size=6",
    "--one-caller-inline-max-function-size=60",
];
/// What goes on in steps until nothing gets smaller. The stack is below everything else, so the
/// lowest addresses are never used.
const SMALL: [&str; 4] = ["--low-memory-unused", "-Oz", "-Oz", "--converge"];
const NAMELESS: [&str; 3] = ["--strip-debug", "--strip-producers", "--strip-target-features"];

/// Has Leptos compile one copy of its view code for all types instead of one for each.
const ERASED: &str = "--cfg=erase_components";

/// The smallest form of a file for browsers.
pub(super) fn shrink(from: &str, to: &str) -> Result<()> {
    shrunk(from, to, &FLAT, &NAMELESS)
}

/// The smallest form of the Worker's file. What the runtime needs to restart after a panic cannot
/// be made flat.
pub(super) fn shrink_worker(file: &str) -> Result<()> {
    shrunk(file, file, &["--enable-exception-handling"], &NAMELESS)
}

/// The same file with its names, for a look at what it is made of.
pub(super) fn shrink_named(from: &str, to: &str) -> Result<()> {
    shrunk(from, to, &FLAT, &["-g"])
}

fn shrunk(from: &str, to: &str, first: &[&str], last: &[&str]) -> Result<()> {
    run_tool("wasm-opt", &[&[from], &FEATURES[..], first, &SMALL, last, &["-o", to]].concat())
}

/// A file under a name that changes with its bytes.
#[derive(Debug, Clone)]
pub(super) struct Hashed {
    pub(super) name: String,
    /// Its integrity text, as `integrity` takes it.
    pub(super) integrity: String,
}

/// Copies a built file to a name that changes with its bytes.
pub(super) fn hashed(file: &Path, stem: &str, end: &str) -> Result<Hashed> {
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    let digest = format!("{:x}", Sha256::digest(&bytes));
    let name = format!("{stem}.{}.{end}", digest.get(..12).unwrap_or_default());
    fs::write(Path::new("target/widget").join(&name), &bytes)?;
    let integrity = base64::engine::general_purpose::STANDARD.encode(Sha384::digest(&bytes));
    Ok(Hashed { name, integrity: format!("sha384-{integrity}") })
}

/// Compiles a crate for browsers into a folder: `small.wasm`, and the script around it under the
/// crate's name.
pub(super) fn wasm(package: &str, out: &str) -> Result<()> {
    let built = compiled(package, &[])?;
    empty(out)?;
    bound(&built, package, out, &[])
}

/// Compiles a crate for browsers; where the file is.
pub(super) fn compiled(package: &str, more: &[&str]) -> Result<String> {
    let target = "wasm32-unknown-unknown";
    let words = ["build", "--package", package, "--target", target, "--profile", "wasm", "--lib"];
    finish(cargo_for_browsers().args(words).args(more))?;
    Ok(format!("target/{target}/wasm/{}.wasm", package.replace('-', "_")))
}

/// Writes the script around a compiled file, and `small.wasm`. The script is always told where its
/// wasm is; a default address would be a file that bundlers look for.
pub(super) fn bound(built: &str, package: &str, out: &str, more: &[&str]) -> Result<()> {
    let bindgen = setup::wasm_bindgen()?;
    let name = package.replace('-', "_");
    let words = ["--target", "web", "--no-typescript", "--omit-default-module-path"];
    let files = ["--out-name", &name, "--out-dir", out, built];
    run_tool(bindgen.to_string_lossy().as_ref(), &[&words[..], &files, more].concat())?;
    shrink(&format!("{out}/{name}_bg.wasm"), &format!("{out}/small.wasm"))
}

/// A folder with nothing in it.
pub(super) fn empty(folder: &str) -> Result<()> {
    let _ = fs::remove_dir_all(folder);
    Ok(fs::create_dir_all(folder)?)
}

/// A file for which people and tools look by name.
pub(super) fn put(folder: &str, name: &str, text: &str) -> Result<()> {
    fs::write(Path::new(folder).join(name), text).with_context(|| name.to_owned())
}

/// One command of esbuild, minified, as a module of today's browsers; modules are always UTF-8.
pub(super) fn esbuild(words: &[&str]) -> Result<()> {
    let always =
        ["--minify", "--charset=utf8", "--format=esm", "--target=es2022", "--log-level=warning"];
    finish(command("esbuild").args(words).args(always))
}

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

/// Cargo as for what a browser downloads: the standard library is compiled again, for size.
fn cargo_for_browsers() -> Command {
    if !setup::std_source() {
        return shipped("cargo", &[ERASED]);
    }
    let mut cargo = shipped("cargo", &[ERASED, setup::STOP_AT_ONCE]);
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
    cargo.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
    cargo
}

/// A compiler of what is shipped: no folder of the building machine gets into it, and two machines
/// build the same bytes.
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

pub(super) fn run_tool(program: &str, words: &[&str]) -> Result<()> {
    finish(command(program).args(words))
}
