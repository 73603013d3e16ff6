//! `cargo xtask sizes`: the bytes of the shipped files: `name raw gzip brotli`. Fails above a gate.

use crate::process::{command, finish};
use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The loader, brotli: the bytes of a page on which no one clicks. The design's gate is 3 KB; a
/// saving is kept by a lower gate. Its two hashes change its size by a dozen bytes from one build
/// to the next. Naming the file that did not load takes 30 of them.
const LOADER_BROTLI_MAX: usize = 2_410;
/// All that a shopper's page loads to finish a questionnaire, brotli. Why it is above the goal is
/// in `docs/performance.md`.
const PAGE_BROTLI_MAX: usize = 184 * 1024;
/// The same without the standard library compiled for size.
const PAGE_BROTLI_PLAIN: usize = 208 * 1024;
/// The design's gate. Printed, and not reached yet.
const PAGE_BROTLI_GOAL: usize = 140 * 1024;
/// What is loaded besides once there is an answer that something can be asked for, brotli.
const REQUEST_BROTLI_MAX: usize = 40 * 1024;
/// The Worker, gzip. The platform accepts 3 MB on its free plan.
const WORKER_GZIP_MAX: usize = 600 * 1024;

struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

pub(crate) fn run() -> Result<bool> {
    super::build::run()?;
    compile_policies()?;
    println!("{:<34} {:>9} {:>9} {:>9}", "name", "raw", "gzip", "brotli");
    let mut widget = files("target/widget")?;
    // The loader stands there twice: under the name that stays, and under one that changes with its
    // bytes.
    widget.retain(|path| !super::build::is_second_name(&name(path)));
    let request: Vec<_> = widget.extract_if(.., |path| is_request(&name(path))).collect();
    let loader: Vec<_> =
        widget.iter().filter(|path| path.ends_with("recourse.js")).cloned().collect();
    let page = total("page without policy", &widget)?;
    let with_policy = page.brotli + policies()?;
    println!("{:<34} {:>9} {:>9} {:>9}", "page with policy and texts", "", "", with_policy);
    let worker = total("worker", &files("edge/build")?)?;
    let loader = total("loader", &loader)?;
    let request = total("request, once there is an answer", &request)?;
    let small = crate::setup::std_source();
    let page_max = if small { PAGE_BROTLI_MAX } else { PAGE_BROTLI_PLAIN };
    let gates = [
        ("loader, brotli", loader.brotli, LOADER_BROTLI_MAX),
        ("page with policy and texts, brotli", with_policy, page_max),
        ("request, brotli", request.brotli, REQUEST_BROTLI_MAX),
        ("worker, gzip", worker.gzip, WORKER_GZIP_MAX),
    ];
    println!("goal: page with policy and texts, brotli: {with_policy} of {PAGE_BROTLI_GOAL}");
    let mut good = true;
    for (name, size, most) in gates {
        println!("gate: {name}: {size} of {most}{}", if size > most { " EXCEEDED" } else { "" });
        good &= size <= most;
    }
    Ok(good)
}

/// Whether a file comes only once there is something to ask for.
fn is_request(name: &str) -> bool {
    name.starts_with("request.") || name.starts_with("photo.")
}

/// Every policy and its texts as a page loads them, in `target/policies`.
pub(crate) fn compile_policies() -> Result<()> {
    let recourse = crate::setup::recourse()?;
    finish(command(recourse.to_string_lossy().as_ref()).args([
        "compile",
        "--out",
        "target/policies",
    ]))
}

/// What a page loads of a shop, brotli: its policy and the texts in English, for the shop that
/// takes most. Other languages are printed beside it: their own writing takes more or fewer bytes,
/// and nothing that is built here changes that.
fn policies() -> Result<usize> {
    let mut most = 0;
    for bundle in files("target/policies")? {
        let size = print(&bundle)?.brotli;
        most = most.max(if name(&bundle).ends_with(".en.bundle") { size } else { 0 });
    }
    Ok(most)
}

fn files(folder: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.to_owned())? {
        let path = entry?.path();
        let shipped = path
            .extension()
            .is_some_and(|end| ["js", "wasm", "css", "bundle"].iter().any(|e| end == *e));
        if path.is_file() && shipped {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn total(name: &str, files: &[PathBuf]) -> Result<Size> {
    let mut sum = Size { raw: 0, gzip: 0, brotli: 0 };
    for path in files {
        let size = print(path)?;
        sum = Size {
            raw: sum.raw + size.raw,
            gzip: sum.gzip + size.gzip,
            brotli: sum.brotli + size.brotli,
        };
    }
    println!("{:<34} {:>9} {:>9} {:>9}", format!("= {name}"), sum.raw, sum.gzip, sum.brotli);
    Ok(sum)
}

fn print(path: &Path) -> Result<Size> {
    let bytes = fs::read(path)?;
    let size = Size { raw: bytes.len(), gzip: gzip(&bytes)?, brotli: brotli(&bytes)? };
    println!("{:<34} {:>9} {:>9} {:>9}", name(path), size.raw, size.gzip, size.brotli);
    Ok(size)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(bytes: &[u8]) -> Result<usize> {
    Ok(packed(bytes)?.len())
}

/// Bytes as small as brotli makes them.
pub(crate) fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut small = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut small, &parameters)?;
    Ok(small)
}
