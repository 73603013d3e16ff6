//! The widget: wasm, the script around it with its style, its words, and the loader that knows them
//! all by their hashes.

use super::split::{LOADER, split};
use super::tools::{
    Hashed, bound, compiled, empty, esbuild, hashed, put, run_tool, shrink, shrink_named,
};
use crate::{setup, stamp};
use anyhow::Result;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const PACKAGE: &str = "recourse-widget";
pub(super) const RAW: &str = "target/widget-raw";
pub(super) const OWN: &str = "widget/texts";
/// Has Chromium compile all functions of a script beside the page's own thread while it loads,
/// instead of one by one when they are first called: nearly all of them are called to draw the
/// first page. Others read a comment.
const AT_ONCE: &str = "//# allFunctionsCalledOnLoad";
const OUT: &str = "target/widget";

pub(super) fn widget() -> Result<()> {
    let built = compiled(PACKAGE, &["--features", "split"])?;
    setup::npm()?;
    empty(RAW)?;
    empty(OUT)?;
    split(&built, RAW)?;
    // The files share the function table, which the linker exports.
    bound(&format!("{RAW}/main.wasm"), PACKAGE, RAW, &["--keep-lld-exports"])?;
    shrink(&format!("{RAW}/split_request.wasm"), &format!("{RAW}/request.wasm"))?;
    let words = languages()?;
    esbuild(&["widget/js/photo.js", &format!("--outfile={RAW}/photo.js")])?;
    let hashed = |file, stem, end| hashed(&Path::new(RAW).join(file), stem, end);
    let (request, photo) =
        (hashed("request.wasm", "request", "wasm")?, hashed("photo.js", "photo", "js")?);
    style()?;
    // In a package the element provides the files that are loaded later; the Worker's script is
    // built with them.
    glue("glue.ts", "glue.js", &[])?;
    served_glue(&words, &request, &photo)?;
    let files = [
        ("GLUE", hashed("served.js", "glue", "js")?),
        ("WASM", hashed("small.wasm", "widget", "wasm")?),
    ];
    loader(&files)?;
    manifest(
        files.into_iter().map(|(_, file)| file).chain(words.into_values()).chain([request, photo]),
    )
}

/// The first part of the wasm as it is shipped, but with the names of its functions.
pub(super) fn named() -> Result<Vec<u8>> {
    let (raw, named) = (format!("{RAW}/recourse_widget_bg.wasm"), format!("{RAW}/named.wasm"));
    shrink_named(&raw, &named)?;
    Ok(fs::read(named)?)
}

/// The script around the wasm in one file, with the style.
fn glue(entry: &str, name: &str, defines: &[String]) -> Result<()> {
    let (entry, out) = (format!("widget/js/{entry}"), format!("--outfile={RAW}/{name}"));
    let banner = format!("--banner:js={AT_ONCE}");
    let style = fs::read_to_string(format!("{RAW}/widget.css"))?;
    let style = format!("--define:__RECOURSE_STYLE__={}", serde_json::to_string(style.trim_end())?);
    let wasm = format!("--alias:#widget=./{RAW}/recourse_widget.js");
    let loader = format!("--alias:{LOADER}=./widget/js/split_loader.cts");
    let mut words = vec![entry.as_str(), "--bundle", &banner, &style, &wasm, &loader, &out];
    words.extend(defines.iter().map(String::as_str));
    esbuild(&words)
}

/// The script as the Worker serves it: built with the addresses and the integrity of the files that
/// it loads later.
fn served_glue(words: &BTreeMap<String, Hashed>, request: &Hashed, photo: &Hashed) -> Result<()> {
    let words: BTreeMap<_, _> =
        words.iter().map(|(language, file)| (language, [&file.name, &file.integrity])).collect();
    let mut defines =
        vec![format!("--define:__RECOURSE_MESSAGES__={}", serde_json::to_string(&words)?)];
    for (part, file) in [("REQUEST", request), ("PHOTO", photo)] {
        defines.push(format!("--define:__RECOURSE_{part}__=\"./{}\"", file.name));
        defines.push(format!("--define:__RECOURSE_{part}_SRI__=\"{}\"", file.integrity));
    }
    glue("served_glue.ts", "served.js", &defines)
}

/// What a page that pins its files needs: the loader under a name that stays what it is, and every
/// file's integrity text.
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

fn style() -> Result<()> {
    let sheets = stamp::files_below(&["widget/src/style"]);
    let text: Vec<String> = sheets.iter().map(fs::read_to_string).collect::<Result<_, _>>()?;
    put(RAW, "all.css", &text.join("\n"))?;
    let out = format!("--outfile={RAW}/widget.css");
    run_tool("esbuild", &[&format!("{RAW}/all.css"), "--minify", &out, "--log-level=warning"])
}

fn loader(files: &[(&str, Hashed)]) -> Result<()> {
    let mut defines = Vec::new();
    for (name, file) in files {
        defines.push(format!("--define:__RECOURSE_{name}__=\"./{}\"", file.name));
        defines.push(format!("--define:__RECOURSE_{name}_SRI__=\"{}\"", file.integrity));
    }
    defines.push(load_failed()?);
    let (outfile, banner) =
        (format!("--outfile={OUT}/recourse.js"), format!("--banner:js={AT_ONCE}"));
    let mut all = vec!["widget/js/loader.ts", "--bundle", outfile.as_str(), banner.as_str()];
    all.extend(defines.iter().map(String::as_str));
    esbuild(&all)
}

/// A file of interface words per language but English, which is built in.
fn languages() -> Result<BTreeMap<String, Hashed>> {
    let mut all = BTreeMap::new();
    for (language, mut table) in texts(OWN)?.into_iter().filter(|(language, _)| language != "en") {
        table.remove("load_failed");
        let raw = format!("messages.{language}.json");
        put(RAW, &raw, &serde_json::to_string(&table)?)?;
        let file = hashed(&Path::new(RAW).join(&raw), &format!("messages.{language}"), "json")?;
        all.insert(language, file);
    }
    Ok(all)
}

/// The one sentence that the element itself says, by language, as esbuild takes it: it is needed
/// where the words cannot be loaded.
pub(super) fn load_failed() -> Result<String> {
    let all: BTreeMap<_, _> = texts(OWN)?
        .into_iter()
        .filter_map(|(language, table)| {
            Some((language, table.get("load_failed")?.as_str()?.to_owned()))
        })
        .collect();
    Ok(format!("--define:__RECOURSE_LOAD_FAILED__={}", serde_json::to_string(&all)?))
}

/// The words of a folder by language.
pub(super) fn texts(folder: &str) -> Result<BTreeMap<String, toml::Table>> {
    let read = |file: PathBuf| {
        let language = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok((language, fs::read_to_string(&file)?.parse()?))
    };
    stamp::files_below(&[folder]).into_iter().map(read).collect()
}
