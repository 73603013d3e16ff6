//! `cargo xtask build`: the widget, the Worker and the site they stand on.

use crate::process::{command, finish};
use crate::{setup, stamp};
use anyhow::{Context, Result};
use base64::Engine;
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::Path;

/// What the rules crate and everything compiled from it depend on, how it is built among it.
const RULES: [&str; 6] =
    ["Cargo.toml", "Cargo.lock", "shared", ".cargo", "rust-toolchain.toml", "xtask/src/command/build.rs"];

pub(crate) fn run() -> Result<()> {
    setup::wasm_target()?;
    setup::npm()?;
    let with = |more: &[&'static str]| [&RULES[..], more].concat();
    stamp::once("widget", &with(&["widget", "package-lock.json"]), "target/widget/recourse.js", widget)?;
    stamp::once(
        "worker",
        &with(&["edge", "widget/texts", "package-lock.json"]),
        "edge/build/index.js",
        worker,
    )?;
    stamp::once(
        "site",
        &["www", "target/widget", "widget/texts", "shared", "xtask/src/command/build.rs"],
        "target/site/widget/recourse.js",
        site,
    )
}

fn widget() -> Result<()> {
    let bindgen = setup::wasm_bindgen()?;
    run_cargo(&[
        "build",
        "--package",
        "recourse-widget",
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        "wasm",
        "--lib",
    ])?;
    let out = Path::new("target/widget");
    let raw = Path::new("target/widget-raw");
    for folder in [out, raw] {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder)?;
    }
    run_tool(
        bindgen.to_string_lossy().as_ref(),
        &[
            "--target",
            "web",
            "--no-typescript",
            "--remove-name-section",
            "--out-dir",
            "target/widget-raw",
            "target/wasm32-unknown-unknown/wasm/recourse_widget.wasm",
        ],
    )?;
    shrink("target/widget-raw/recourse_widget_bg.wasm", "target/widget-raw/small.wasm")?;
    name_imports("target/widget-raw/recourse_widget.js")?;
    run_tool(
        "esbuild",
        &[
            "target/widget-raw/recourse_widget.js",
            "--bundle",
            "--minify",
            "--format=esm",
            "--outfile=target/widget-raw/glue.js",
            "--log-level=warning",
        ],
    )?;
    style()?;
    let glue = hashed("glue.js", "glue", "js")?;
    let wasm = hashed("small.wasm", "widget", "wasm")?;
    let css = hashed("widget.css", "widget", "css")?;
    loader(&[("GLUE", glue), ("WASM", wasm), ("CSS", css)])
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

/// The smallest form of a file, with what every browser of the last years and the edge's runtime know.
fn shrink(from: &str, to: &str) -> Result<()> {
    let features = [
        "bulk-memory",
        "nontrapping-float-to-int",
        "reference-types",
        "sign-ext",
        "mutable-globals",
        "multivalue",
    ];
    let features = features.map(|feature| format!("--enable-{feature}"));
    let mut words: Vec<&str> =
        vec!["-Oz", "--converge", "--strip-debug", "--strip-producers", from, "-o", to];
    words.extend(features.iter().map(String::as_str));
    run_tool("wasm-opt", &words)
}

fn style() -> Result<()> {
    let sheets = stamp::files_below(&["widget/src/style"]);
    let text: Vec<String> = sheets.iter().map(fs::read_to_string).collect::<Result<_, _>>()?;
    fs::write("target/widget-raw/all.css", text.join("\n"))?;
    run_tool(
        "esbuild",
        &[
            "target/widget-raw/all.css",
            "--minify",
            "--outfile=target/widget-raw/widget.css",
            "--log-level=warning",
        ],
    )
}

/// Copies a built file to a name that changes with its bytes; returns that name and its integrity text.
fn hashed(file: &str, stem: &str, end: &str) -> Result<(String, String)> {
    let bytes = fs::read(Path::new("target/widget-raw").join(file)).with_context(|| file.to_owned())?;
    let digest = format!("{:x}", Sha256::digest(&bytes));
    let name = format!("{stem}.{}.{end}", digest.get(..12).unwrap_or_default());
    fs::write(Path::new("target/widget").join(&name), &bytes)?;
    let integrity = base64::engine::general_purpose::STANDARD.encode(Sha384::digest(&bytes));
    Ok((name, format!("sha384-{integrity}")))
}

fn loader(files: &[(&str, (String, String))]) -> Result<()> {
    let mut words = vec!["widget/js/loader.ts".to_owned()];
    words.extend(
        [
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--outfile=target/widget/recourse.js",
            "--log-level=warning",
        ]
        .map(str::to_owned),
    );
    for (name, (file, integrity)) in files {
        words.push(format!("--define:__RECOURSE_{name}__=\"./{file}\""));
        words.push(format!("--define:__RECOURSE_{name}_SRI__=\"{integrity}\""));
    }
    words.push(format!("--define:__RECOURSE_LOAD_FAILED__={}", load_failed()?));
    words.push(format!("--define:__RECOURSE_WORDS__={}", languages()?));
    finish(command("esbuild").args(words))
}

/// A file of interface words per language but English, which is built in; returns their names and integrity texts.
fn languages() -> Result<String> {
    let mut all = std::collections::BTreeMap::new();
    for file in stamp::files_below(&["widget/texts"]) {
        let language = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if language == "en" {
            continue;
        }
        let mut table: toml::Table = fs::read_to_string(&file)?.parse()?;
        table.remove("load_failed");
        let raw = format!("words.{language}.json");
        fs::write(Path::new("target/widget-raw").join(&raw), serde_json::to_string(&table)?)?;
        let (name, integrity) = hashed(&raw, &format!("words.{language}"), "json")?;
        all.insert(language, [format!("./{name}"), integrity]);
    }
    Ok(serde_json::to_string(&all)?)
}

/// The one sentence that the loader itself says, by language: it is needed where the words cannot be loaded.
fn load_failed() -> Result<String> {
    let mut all = std::collections::BTreeMap::new();
    for file in stamp::files_below(&["widget/texts"]) {
        let table: toml::Table = fs::read_to_string(&file)?.parse()?;
        let language = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        all.extend(
            table.get("load_failed").and_then(toml::Value::as_str).map(|said| (language, said.to_owned())),
        );
    }
    Ok(serde_json::to_string(&all)?)
}

fn worker() -> Result<()> {
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
    shrink("edge/build/index_bg.wasm", "edge/build/index_bg.wasm")
}

/// Every policy as a page of its own.
fn policy_pages() -> Result<()> {
    fs::create_dir_all("target/site/policies")?;
    for store in
        fs::read_dir("shared/policies")?.flatten().filter(|entry| entry.path().join("policy.toml").is_file())
    {
        let store = store.file_name().to_string_lossy().into_owned();
        let out = format!("target/site/policies/{store}.html");
        run_cargo(&["run", "--quiet", "--package", "recourse-cli", "--", "page", &store, "--out", &out])?;
    }
    Ok(())
}

fn site() -> Result<()> {
    let _ = fs::remove_dir_all("target/site");
    copy(Path::new("www"), Path::new("target/site"))?;
    copy(Path::new("target/widget"), Path::new("target/site/widget"))?;
    words()?;
    policy_pages()
}

/// The interface's words under names that stay, for the edge's own pages.
fn words() -> Result<()> {
    fs::create_dir_all("target/site/words")?;
    for file in stamp::files_below(&["widget/texts"]) {
        let table: toml::Table = fs::read_to_string(&file)?.parse()?;
        let language = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        fs::write(format!("target/site/words/{language}.json"), serde_json::to_string(&table)?)?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
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

fn run_cargo(words: &[&str]) -> Result<()> {
    finish(shipped("cargo").args(words))
}

/// A compiler of what is shipped: no folder of the building machine gets into it, and two machines build the same bytes.
fn shipped(program: &str) -> std::process::Command {
    let home = |name: &str, or: &str| {
        let set = std::env::var(name).ok().filter(|path| !path.is_empty());
        set.unwrap_or_else(|| format!("{}/{or}", std::env::var("HOME").unwrap_or_default()))
    };
    let known =
        [format!("{}/registry/src", home("CARGO_HOME", ".cargo")), crate::root().display().to_string()];
    let flags: Vec<String> = known.iter().map(|path| format!("--remap-path-prefix={path}=")).collect();
    let mut command = command(program);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.join(" "));
    command
}

fn run_tool(program: &str, words: &[&str]) -> Result<()> {
    finish(command(program).args(words))
}
