//! The npm package: the element, its wrappers for React and Vue, and the rules alone. Each file of
//! the widget is an asset or a module that bundlers find by a literal reference; the inline entries
//! have every file inside.

use super::tools::{empty, esbuild, run_tool, wasm, write_text};
use super::widget::{OWN, RAW, load_failed, texts};
use anyhow::Result;
use std::fs;
use std::path::Path;

const SOURCE: &str = "widget/js/npm";
const OUT: &str = "target/npm";
const TYPES: &str = "target/npm-types";
/// The built files under the name by which the inline entries import them.
const BUILT: &str = "--alias:#built=./target/npm";

pub(super) fn npm() -> Result<()> {
    empty(OUT)?;
    types()?;
    for entry in ["index", "load", "contract", "react", "vue"] {
        esbuild(&[&format!("{SOURCE}/{entry}.ts"), &format!("--outfile={OUT}/{entry}.js")])?;
    }
    rules()?;
    widget()?;
    bundle("inline", &[&load_failed()?, &format!("--outfile={OUT}/inline.js")])?;
    for page in ["README.md", "custom-elements.json"] {
        fs::copy(format!("{SOURCE}/{page}"), format!("{OUT}/{page}"))?;
    }
    // Edited as text: the order of conditions in `exports` matters, and reading and writing JSON
    // would lose it.
    let package = fs::read_to_string(format!("{SOURCE}/package.json"))?;
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    write_text(OUT, "package.json", &package.replace("\"version\": \"0.0.0\"", &version))
}

/// Checks the types of every source, and writes the declarations of the entries.
fn types() -> Result<()> {
    empty(TYPES)?;
    run_tool("tsc", &["-p", SOURCE])?;
    let internal = ["assets.d.ts", "rules-wasm.d.ts", "rules-wasm.inline.d.ts"];
    for types in fs::read_dir(format!("{TYPES}/npm"))?.flatten() {
        if !internal.iter().any(|name| types.file_name() == *name) {
            fs::copy(types.path(), Path::new(OUT).join(types.file_name()))?;
        }
    }
    fs::copy(format!("{OUT}/headless.d.ts"), format!("{OUT}/headless-inline.d.ts"))?;
    Ok(())
}

/// The rules alone, twice: with their wasm as an asset, and inside the script. No subpath imports
/// (`#…`) remain, because Parcel does not resolve them.
fn rules() -> Result<()> {
    wasm("recourse-headless", "target/rules-raw")?;
    fs::copy("target/rules-raw/small.wasm", format!("{OUT}/rules.wasm"))?;
    for (wasm, name) in [("rules-wasm", "headless"), ("rules-wasm.inline", "headless-inline")] {
        let wasm = format!("--alias:#rules-wasm=./{SOURCE}/{wasm}.ts");
        let out = format!("--outfile={OUT}/{name}.js");
        let script = "--alias:#rules=./target/rules-raw/recourse_headless.js";
        bundle("headless", &[&wasm, script, &out])?;
    }
    Ok(())
}

/// Bundles an entry with all its imports into one file, each wasm as base64.
fn bundle(entry: &str, args: &[&str]) -> Result<()> {
    let entry = format!("{SOURCE}/{entry}.ts");
    let bundle = [entry.as_str(), "--bundle", "--loader:.wasm=base64", BUILT];
    esbuild(&[&bundle[..], args].concat())
}

/// The element with its files under plain names: the shop's bundler renames them.
fn widget() -> Result<()> {
    for (from, to) in [
        ("glue.js", "glue.js"),
        ("small.wasm", "widget.wasm"),
        ("request.wasm", "request.wasm"),
        ("photo.js", "photo.js"),
    ] {
        fs::copy(format!("{RAW}/{from}"), format!("{OUT}/{to}"))?;
    }
    messages()?;
    esbuild(&[&format!("{SOURCE}/assets.ts"), &format!("--outfile={OUT}/assets.js")])?;
    let out = format!("--outfile={OUT}/element.js");
    bundle("element", &["--external:./assets.js", &load_failed()?, &out])
}

/// A module for each language except English, which is built in, and `messages.js`, which lists
/// them. They are modules and not JSON files, because every bundler can import a module.
fn messages() -> Result<()> {
    let mut index = "export const messages = {\n".to_owned();
    for language in texts(OWN)?.into_keys().filter(|language| language != "en") {
        let name = format!("messages.{language}.js");
        let json = fs::read_to_string(format!("{RAW}/messages.{language}.json"))?;
        write_text(OUT, &name, &format!("export default {json};\n"))?;
        let load = format!("async () => (await import(\"./{name}\")).default");
        index.push_str(&format!("  {language}: {{ name: \"{name}\", load: {load} }},\n"));
    }
    index.push_str("};\n");
    write_text(OUT, "messages.js", &index)
}
