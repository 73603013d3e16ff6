//! What a storefront developer installs: the npm package, blocks for Shopify, a plugin for WooCommerce. All three carry the very
//! files that the Worker serves.

use super::tools::{copy, empty, esbuild, put, run_tool, wasm};
use super::widget::{OWN, is_second_name, load_failed, texts};
use anyhow::Result;
use std::fs;
use std::path::Path;

const SOURCE: &str = "widget/js/npm";
const NPM: &str = "target/npm";

pub(super) fn packages() -> Result<()> {
    npm()?;
    shopify()?;
    woocommerce()
}

fn npm() -> Result<()> {
    wasm("recourse-headless", "target/rules-raw")?;
    empty(NPM)?;
    empty("target/npm-types")?;
    run_tool("tsc", &["-p", SOURCE])?;
    for entry in ["index", "bring", "contract", "headless", "rules-wasm", "rules-wasm.node", "react", "vue"] {
        esbuild(&[&format!("{SOURCE}/{entry}.ts"), &format!("--outfile={NPM}/{entry}.js")])?;
    }
    for types in fs::read_dir("target/npm-types/npm")?.flatten() {
        fs::copy(types.path(), Path::new(NPM).join(types.file_name()))?;
    }
    let rules = "target/rules-raw/recourse_headless.js";
    esbuild(&[rules, &format!("--outfile={NPM}/rules.js")])?;
    fs::copy("target/rules-raw/small.wasm", format!("{NPM}/rules.wasm"))?;
    fs::copy(format!("{SOURCE}/rules.d.ts"), format!("{NPM}/rules.d.ts"))?;
    element()?;
    for page in ["README.md", "custom-elements.json"] {
        fs::copy(format!("{SOURCE}/{page}"), format!("{NPM}/{page}"))?;
    }
    // As text: the order of conditions in `exports` means something, and a JSON object read and written loses it.
    let package = fs::read_to_string(format!("{SOURCE}/package.json"))?;
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    put(NPM, "package.json", &package.replace("\"version\": \"0.0.0\"", &version))
}

/// The element with its files under plain names: whoever bundles the page gives them names of its own.
fn element() -> Result<()> {
    let (failed, out) = (load_failed()?, format!("--outfile={NPM}/element.js"));
    let entry = format!("{SOURCE}/element.ts");
    esbuild(&[&entry, "--bundle", "--external:./bundled.js", &failed, &out])?;
    let mut lines = vec![
        "export const glue = () => import(\"./glue.js\");".to_owned(),
        "export const wasm = () => fetch(new URL(\"./widget.wasm\", import.meta.url));".to_owned(),
        "const all = {".to_owned(),
    ];
    for language in texts(OWN)?.into_keys().filter(|language| language != "en") {
        let file = format!("words.{language}.json");
        lines.push(format!("  {language}: () => fetch(new URL(\"./{file}\", import.meta.url)),"));
        fs::copy(format!("target/widget-raw/{file}"), format!("{NPM}/{file}"))?;
    }
    lines.extend(["};".to_owned(), "export const words = (language) => all[language]?.();\n".to_owned()]);
    put(NPM, "bundled.js", &lines.join("\n"))?;
    let files = [
        ("glue.js", "glue.js"),
        ("small.wasm", "widget.wasm"),
        ("request.wasm", "request.wasm"),
        ("photo.js", "photo.js"),
    ];
    for (from, to) in files {
        fs::copy(format!("target/widget-raw/{from}"), format!("{NPM}/{to}"))?;
    }
    Ok(())
}

/// A theme app extension: its assets lie flat, and the shop's own CDN serves them.
fn shopify() -> Result<()> {
    empty("target/shopify")?;
    copy(Path::new("widget/js/shopify"), Path::new("target/shopify"))?;
    widget_files("target/shopify/assets")
}

fn woocommerce() -> Result<()> {
    empty("target/woocommerce")?;
    copy(Path::new("widget/js/woocommerce"), Path::new("target/woocommerce"))?;
    widget_files("target/woocommerce/recourse/assets")
}

/// The files that the Worker serves, without the second name of the loader and without what only it has.
fn widget_files(to: &str) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir("target/widget")?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name != "manifest.json" && !is_second_name(&name) {
            fs::copy(entry.path(), Path::new(to).join(name))?;
        }
    }
    Ok(())
}
