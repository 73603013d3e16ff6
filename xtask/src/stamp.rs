//! Skips a build step while the names and contents of its input files have not changed.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Every file below some paths, in order, without build output.
pub(crate) fn files_below(paths: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    paths.iter().for_each(|path| collect(Path::new(path), &mut found));
    found.sort();
    found
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_output = matches!(name, "target" | "node_modules" | ".git" | ".wrangler")
        || path.ends_with("edge/build");
    if is_output && path.is_dir() {
        return;
    }
    if path.is_file() {
        found.push(path.to_path_buf());
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        collect(&entry.path(), found);
    }
}

fn stamp(name: &str) -> PathBuf {
    PathBuf::from("target/xtask").join(format!("{name}.stamp"))
}

/// When a step last succeeded after it had something to do.
pub(crate) fn when(name: &str) -> Option<SystemTime> {
    fs::metadata(stamp(name)).ok()?.modified().ok()
}

/// Runs a step, unless its inputs have not changed since it last succeeded and its product exists.
pub(crate) fn once(
    name: &str,
    inputs: &[&str],
    product: &str,
    step: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let now = fingerprint(inputs);
    if is_done(name, &now, product) {
        return Ok(());
    }
    println!("building: {name}");
    step().with_context(|| format!("while building {name}"))?;
    fs::create_dir_all("target/xtask")?;
    fs::write(stamp(name), now)?;
    Ok(())
}

/// Whether [`once`] would run the step.
pub(crate) fn is_stale(name: &str, inputs: &[&str], product: &str) -> bool {
    !is_done(name, &fingerprint(inputs), product)
}

fn is_done(name: &str, now: &str, product: &str) -> bool {
    Path::new(product).exists() && fs::read_to_string(stamp(name)).is_ok_and(|then| then == now)
}

fn fingerprint(inputs: &[&str]) -> String {
    let mut hash = Sha256::new();
    for path in files_below(inputs) {
        hash.update(path.to_string_lossy().as_bytes());
        if let Ok(bytes) = fs::read(&path) {
            hash.update(bytes.len().to_le_bytes());
            hash.update(bytes);
        }
    }
    format!("{:x}", hash.finalize())
}
