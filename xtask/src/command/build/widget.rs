//! The widget: wasm, the script around it, its style, its words, and the loader that knows them all by their hashes.

use super::tools::{Hashed, empty, esbuild, hashed, put, run_tool, wasm};
use crate::stamp;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const RAW: &str = "target/widget-raw";
const OUT: &str = "target/widget";

pub(super) fn widget() -> Result<()> {
    wasm("recourse-widget", RAW)?;
    empty(OUT)?;
    let script = format!("{RAW}/recourse_widget.js");
    name_imports(&script)?;
    esbuild(&[&script, "--bundle", &format!("--outfile={RAW}/glue.js")])?;
    let words = languages()?;
    served_glue(&words)?;
    style()?;
    let hashed = |file, stem, end| hashed(&Path::new(RAW).join(file), stem, end);
    let files = [
        ("GLUE", hashed("served.js", "glue", "js")?),
        ("WASM", hashed("small.wasm", "widget", "wasm")?),
        ("CSS", hashed("widget.css", "widget", "css")?),
    ];
    loader(&files)?;
    manifest(files.into_iter().map(|(_, file)| file).chain(words.into_values()))
}

/// What a page that pins its files needs: the loader under a name that stays what it is, and every file's integrity text.
fn manifest(files: impl Iterator<Item = Hashed>) -> Result<()> {
    let loader = hashed(&Path::new(OUT).join("recourse.js"), "recourse", "js")?;
    let files: BTreeMap<_, _> = files.map(|file| (file.name, file.integrity)).collect();
    let whole = serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "loader": { "file": loader.name, "integrity": loader.integrity },
        "files": files,
    });
    put(OUT, "manifest.json", &format!("{whole:#}\n"))
}

/// Whether a file is the loader under the name that changes with its bytes: the same again.
pub(crate) fn is_second_name(name: &str) -> bool {
    name.starts_with("recourse.") && name != "recourse.js"
}

/// Imports our own script by the names of what is called. Bundled as `* as`, it would be walked with `for (… in …)`, which
/// breaks on a page that has added to every object.
fn name_imports(file: &str) -> Result<()> {
    let text = fs::read_to_string(file)?;
    let whole = text.lines().find(|line| line.starts_with("import * as ") && line.contains("/js/photo.js"));
    let whole = whole.context("the glue imports js/photo.js another way than expected")?;
    let (name, from) = whole
        .strip_prefix("import * as ")
        .and_then(|rest| rest.split_once(" from "))
        .context("the glue's imports have changed their form")?;
    let named = format!(
        "import {{ add as ours_add, files as ours_files }} from {from}\n\
         const {name} = {{ add: ours_add, files: ours_files }};"
    );
    Ok(fs::write(file, text.replace(whole, &named))?)
}

fn style() -> Result<()> {
    let sheets = stamp::files_below(&["widget/src/style"]);
    let text: Vec<String> = sheets.iter().map(fs::read_to_string).collect::<Result<_, _>>()?;
    put(RAW, "all.css", &text.join("\n"))?;
    let out = format!("--outfile={RAW}/widget.css");
    run_tool("esbuild", &[&format!("{RAW}/all.css"), "--minify", &out, "--log-level=warning"])
}

/// The script as the Worker serves it: it names the files of words, with their hashes.
fn served_glue(words: &BTreeMap<String, Hashed>) -> Result<()> {
    let words: BTreeMap<_, _> = words
        .iter()
        .map(|(language, file)| (language, [format!("./{}", file.name), file.integrity.clone()]))
        .collect();
    let glue = fs::read_to_string(format!("{RAW}/glue.js"))?;
    put(RAW, "served.js", &format!("{glue}export const words={};\n", serde_json::to_string(&words)?))
}

fn loader(files: &[(&str, Hashed)]) -> Result<()> {
    let mut defines = Vec::new();
    for (name, file) in files {
        defines.push(format!("--define:__RECOURSE_{name}__=\"./{}\"", file.name));
        defines.push(format!("--define:__RECOURSE_{name}_SRI__=\"{}\"", file.integrity));
    }
    defines.push(load_failed()?);
    let outfile = format!("--outfile={OUT}/recourse.js");
    let mut all = vec!["widget/js/loader.ts", "--bundle", outfile.as_str()];
    all.extend(defines.iter().map(String::as_str));
    esbuild(&all)
}

/// A file of interface words per language but English, which is built in.
fn languages() -> Result<BTreeMap<String, Hashed>> {
    let mut all = BTreeMap::new();
    for (language, mut table) in texts()?.into_iter().filter(|(language, _)| language != "en") {
        table.remove("load_failed");
        let raw = format!("words.{language}.json");
        put(RAW, &raw, &serde_json::to_string(&table)?)?;
        let file = hashed(&Path::new(RAW).join(&raw), &format!("words.{language}"), "json")?;
        all.insert(language, file);
    }
    Ok(all)
}

/// The one sentence that the element itself says, by language, as esbuild takes it: it is needed where the words cannot be
/// loaded.
pub(super) fn load_failed() -> Result<String> {
    let all: BTreeMap<_, _> = texts()?
        .into_iter()
        .filter_map(|(language, table)| Some((language, table.get("load_failed")?.as_str()?.to_owned())))
        .collect();
    Ok(format!("--define:__RECOURSE_LOAD_FAILED__={}", serde_json::to_string(&all)?))
}

/// The interface's words by language.
pub(super) fn texts() -> Result<BTreeMap<String, toml::Table>> {
    let read = |file: PathBuf| {
        let language = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok((language, fs::read_to_string(&file)?.parse()?))
    };
    stamp::files_below(&["widget/texts"]).into_iter().map(read).collect()
}
