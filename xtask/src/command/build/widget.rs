//! The widget: its wasm, the script with bindings and style, its messages, and the loader, which
//! contains the hashes of the files.

use super::split::{LOADER, split};
use super::tools::{
    Hashed, bind, compile, copy_hashed, empty, esbuild, run_tool, shrink, shrink_named, write_text,
};
use crate::{setup, stamp};
use anyhow::Result;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const PACKAGE: &str = "recourse-widget";
pub(super) const RAW: &str = "target/widget-raw";
pub(super) const OWN: &str = "widget/texts";
/// A hint for Chromium: compile all functions of a script in another thread while it loads, instead
/// of each at its first call. Nearly all of them are called for the first page. For other browsers
/// it is a comment.
const COMPILE_HINT: &str = "--banner:js=//# allFunctionsCalledOnLoad";
const OUT: &str = "target/widget";

/// The files that the Worker's script loads later, under their hashed names.
struct LazyFiles {
    request: Hashed,
    photo: Hashed,
    /// The messages by language.
    messages: BTreeMap<String, Hashed>,
}

pub(super) fn widget() -> Result<()> {
    wasm_files()?;
    esbuild(&["widget/js/photo.js", &format!("--outfile={RAW}/photo.js")])?;
    let lazy = LazyFiles {
        request: hash("request.wasm", "request", "wasm")?,
        photo: hash("photo.js", "photo", "js")?,
        messages: messages()?,
    };
    style()?;
    // In a package the element provides the files that are loaded later; the Worker's script is
    // built with their addresses.
    glue("glue.ts", "glue.js", &[])?;
    served_glue(&lazy)?;
    let glue = hash("served.js", "glue", "js")?;
    let wasm = hash("small.wasm", "widget", "wasm")?;
    loader(&glue, &wasm)?;
    let LazyFiles { request, photo, messages } = lazy;
    manifest([glue, wasm, request, photo].into_iter().chain(messages.into_values()))
}

/// Compiles and splits the widget: `small.wasm` with its bindings, and `request.wasm`. The tools
/// after the compiler are npm packages, which another thread may still be installing.
fn wasm_files() -> Result<()> {
    let built = compile(PACKAGE, &["--features", "split"])?;
    setup::npm()?;
    empty(RAW)?;
    empty(OUT)?;
    split(&built, RAW)?;
    // The files share the function table, which the linker exports.
    bind(&format!("{RAW}/main.wasm"), PACKAGE, RAW, &["--keep-lld-exports"])?;
    shrink(&format!("{RAW}/split_request.wasm"), &format!("{RAW}/request.wasm"))
}

/// Copies a built file to the widget's files, under a name with its hash.
fn hash(file: &str, stem: &str, end: &str) -> Result<Hashed> {
    copy_hashed(&Path::new(RAW).join(file), stem, end)
}

/// The wasm of the first part as it is shipped, but with the names of its functions.
pub(super) fn named() -> Result<Vec<u8>> {
    let (raw, named) = (format!("{RAW}/recourse_widget_bg.wasm"), format!("{RAW}/named.wasm"));
    shrink_named(&raw, &named)?;
    Ok(fs::read(named)?)
}

/// Bundles the script with the bindings of the wasm and the style.
fn glue(entry: &str, name: &str, defines: &[String]) -> Result<()> {
    let (entry, out) = (format!("widget/js/{entry}"), format!("--outfile={RAW}/{name}"));
    let style = fs::read_to_string(format!("{RAW}/widget.css"))?;
    let style = define("STYLE", &serde_json::to_string(style.trim_end())?);
    let wasm = format!("--alias:#widget=./{RAW}/recourse_widget.js");
    let loader = format!("--alias:{LOADER}=./widget/js/split_loader.cts");
    let mut args = vec![entry.as_str(), "--bundle", COMPILE_HINT, &style, &wasm, &loader, &out];
    args.extend(defines.iter().map(String::as_str));
    esbuild(&args)
}

/// The script that the Worker serves, with the addresses and hashes of the files that it loads
/// later.
fn served_glue(lazy: &LazyFiles) -> Result<()> {
    let address =
        |(language, file): (_, &Hashed)| (language, [file.name.clone(), file.integrity.clone()]);
    let messages: BTreeMap<&String, _> = lazy.messages.iter().map(address).collect();
    let mut defines = vec![define("MESSAGES", &serde_json::to_string(&messages)?)];
    defines.extend(define_file("REQUEST", &lazy.request));
    defines.extend(define_file("PHOTO", &lazy.photo));
    glue("served_glue.ts", "served.js", &defines)
}

/// The list of files for pages that pin them: the loader under its hashed name, and the `integrity`
/// of every file.
fn manifest(files: impl Iterator<Item = Hashed>) -> Result<()> {
    let loader = copy_hashed(&Path::new(OUT).join("recourse.js"), "recourse", "js")?;
    let files: BTreeMap<_, _> = files.map(|file| (file.name, file.integrity)).collect();
    let manifest = serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "loader": { "file": loader.name, "integrity": loader.integrity },
        "files": files,
    });
    write_text(OUT, "manifest.json", &format!("{manifest:#}\n"))
}

/// Whether a file is the copy of the loader whose name contains its hash.
pub(crate) fn is_second_name(name: &str) -> bool {
    name.starts_with("recourse.") && name != "recourse.js"
}

fn style() -> Result<()> {
    let sheets = stamp::files_below(&["widget/src/style"]);
    let text: Vec<String> = sheets.iter().map(fs::read_to_string).collect::<Result<_, _>>()?;
    write_text(RAW, "all.css", &text.join("\n"))?;
    let out = format!("--outfile={RAW}/widget.css");
    run_tool("esbuild", &[&format!("{RAW}/all.css"), "--minify", &out, "--log-level=warning"])
}

/// The loader, with the addresses and hashes of the script and the wasm.
fn loader(glue: &Hashed, wasm: &Hashed) -> Result<()> {
    let mut defines = define_file("GLUE", glue).to_vec();
    defines.extend(define_file("WASM", wasm));
    defines.push(load_failed()?);
    let out = format!("--outfile={OUT}/recourse.js");
    let mut args = vec!["widget/js/loader.ts", "--bundle", &out, COMPILE_HINT];
    args.extend(defines.iter().map(String::as_str));
    esbuild(&args)
}

/// The messages of each language except English, which is built in.
fn messages() -> Result<BTreeMap<String, Hashed>> {
    let mut files = BTreeMap::new();
    for (language, mut table) in texts(OWN)?.into_iter().filter(|(language, _)| language != "en") {
        table.remove("load_failed");
        let raw = format!("messages.{language}.json");
        write_text(RAW, &raw, &serde_json::to_string(&table)?)?;
        let file = hash(&raw, &format!("messages.{language}"), "json")?;
        files.insert(language, file);
    }
    Ok(files)
}

/// The definition of the loader's own sentence in every language: it is shown if a file, possibly
/// the messages themselves, cannot be loaded.
pub(super) fn load_failed() -> Result<String> {
    let sentence = |table: &toml::Table| Some(table.get("load_failed")?.as_str()?.to_owned());
    let sentences: BTreeMap<_, _> = texts(OWN)?
        .into_iter()
        .filter_map(|(language, table)| Some((language, sentence(&table)?)))
        .collect();
    Ok(define("LOAD_FAILED", &serde_json::to_string(&sentences)?))
}

/// The texts of a folder by language.
pub(super) fn texts(folder: &str) -> Result<BTreeMap<String, toml::Table>> {
    let read = |file: PathBuf| {
        let language = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok((language, fs::read_to_string(&file)?.parse()?))
    };
    stamp::files_below(&[folder]).into_iter().map(read).collect()
}

/// The option by which esbuild replaces a name in the scripts by a value.
fn define(name: &str, value: &str) -> String {
    format!("--define:__RECOURSE_{name}__={value}")
}

/// The definitions of a file's address and of its hash.
fn define_file(name: &str, file: &Hashed) -> [String; 2] {
    [
        define(name, &format!("\"./{}\"", file.name)),
        define(&format!("{name}_SRI"), &format!("\"{}\"", file.integrity)),
    ]
}
