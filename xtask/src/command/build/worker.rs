//! The Worker.

use super::tools::{esbuild, shipped, shrink_worker};
use crate::process::finish;
use crate::setup;
use anyhow::Result;
use std::fs;

pub(super) fn worker() -> Result<()> {
    let (tool, bindgen) = (setup::worker_build()?, setup::wasm_bindgen()?);
    setup::npm()?;
    let bin = crate::root().join("node_modules/.bin");
    let mut build = shipped(tool.to_string_lossy().as_ref(), &[]);
    build.args(["--profile", "wasm", "--no-opt"]).current_dir("edge");
    build.env("WASM_BINDGEN_BIN", bindgen).env("ESBUILD_BIN", bin.join("esbuild"));
    finish(&mut build)?;
    shrink_worker("edge/build/index_bg.wasm")?;
    // One script and one wasm: the files of that folder are deployed.
    fs::copy("edge/src/entry.mjs", "edge/build/entry.mjs")?;
    esbuild(&[
        "edge/build/entry.mjs",
        "--bundle",
        "--external:./index_bg.wasm",
        "--external:cloudflare:workers",
        "--outfile=edge/build/entry.js",
    ])?;
    fs::remove_file("edge/build/entry.mjs")?;
    Ok(fs::remove_file("edge/build/index.js")?)
}
