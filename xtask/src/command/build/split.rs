//! Splits the widget's wasm into two files after linking, by Leptos' tool `wasm_split`: the
//! interview with the decision, and the pages of the request. The macro `wasm_split` in the source
//! marks the boundary.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use wasm_split_cli_support::{Options, transform};

/// The module that loads the second file, in place of the loader that the tool writes. The bundler
/// resolves the name.
pub(super) const LOADER: &str = "#split_loader";

/// Splits a compiled file into `main.wasm` and `split_request.wasm`.
pub(super) fn split(built: &str, folder: &str) -> Result<()> {
    let bytes = fs::read(built).with_context(|| built.to_owned())?;
    let (folder, mut options) = (Path::new(folder), Options::new(&bytes));
    let main = folder.join("main.wasm");
    (options.output_dir, options.main_out_path, options.link_name) = (folder, &main, LOADER);
    let files = transform(options).map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let count = files.split_modules.len();
    ensure!(count == 1, "expected one file beside the main one: {:?}", files.split_modules);
    Ok(())
}
