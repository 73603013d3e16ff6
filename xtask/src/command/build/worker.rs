//! The Worker.

use super::tools::{esbuild, shipped, shrink};
use crate::process::finish;
use crate::setup;
use anyhow::Result;
use std::fs;

pub(super) fn worker() -> Result<()> {
    let (tool, bindgen) = (setup::worker_build()?, setup::wasm_bindgen()?);
    let bin = crate::root().join("node_modules/.bin");
    let mut build = shipped(tool.to_string_lossy().as_ref());
    build.arg("--release").current_dir("edge");
    build
        .env("WASM_BINDGEN_BIN", bindgen)
        .env("WASM_OPT_BIN", bin.join("wasm-opt"))
        .env("ESBUILD_BIN", bin.join("esbuild"));
    // The edge is small first, too; `release` itself stays a native profile.
    build.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z").env("CARGO_PROFILE_RELEASE_LTO", "fat");
    build.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1");
    // Our own arithmetic is checked by a lint (`arithmetic_side_effects`); the checks of others would cost much.
    build.env("CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS", "false");
    finish(&mut build)?;
    // worker-build keeps the names of functions and optimises once.
    shrink("edge/build/index_bg.wasm", "edge/build/index_bg.wasm")?;
    // One script and one wasm: what is deployed is what stands in that folder.
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
