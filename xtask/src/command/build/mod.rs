//! `cargo xtask build`: the widget, the Worker and the site they stand on.

mod npm;
mod order;
mod packages;
mod parts;
mod site;
mod table;
mod tools;
mod widget;
mod worker;

use crate::{setup, stamp};
use anyhow::Result;
pub(crate) use widget::is_second_name;

/// What the rules crate and everything compiled from it depend on, how it is built among it.
const RULES: [&str; 6] = [
    "Cargo.toml",
    "Cargo.lock",
    "shared",
    ".cargo",
    "rust-toolchain.toml",
    "xtask/src/command/build",
];

/// What the widget is made of, its scripts besides.
const WIDGET: [&str; 4] = ["widget/Cargo.toml", "widget/build.rs", "widget/src", "widget/texts"];

/// Its scripts; the folders beside them are the packages around it.
fn scripts() -> Result<Vec<String>> {
    let beside = std::fs::read_dir("widget/js")?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|entry| entry.path());
    Ok(beside
        .filter(|path| path.is_file())
        .map(|path| path.to_string_lossy().into_owned())
        .collect())
}

pub(crate) fn run() -> Result<()> {
    setup::wasm_target()?;
    setup::npm()?;
    let scripts = scripts()?;
    let with = |more: &[&'static str]| [&RULES[..], more, &["package-lock.json"]].concat();
    let widget = [with(&WIDGET), scripts.iter().map(String::as_str).collect()].concat();
    stamp::once("widget", &widget, "target/widget/manifest.json", widget::widget)?;
    stamp::once("worker", &with(&["edge", "widget/texts"]), "edge/build/entry.js", worker::worker)?;
    stamp::once(
        "site",
        &[
            "www",
            "target/widget",
            "widget/texts",
            "widget/js/npm",
            "shared",
            "xtask/src/command/build",
        ],
        "target/site/widget/recourse.js",
        site::site,
    )?;
    let parts = ["widget", "worker", "site"].map(|part| format!("target/xtask/{part}.stamp"));
    stamp::once(
        "whole",
        &parts.each_ref().map(String::as_str),
        "target/xtask/site.stamp",
        || Ok(()),
    )
}

/// When a build was last whole that had something to do.
pub(crate) fn last() -> Option<std::time::SystemTime> {
    stamp::when("whole")
}

/// The widget's wasm with the names of its functions.
pub(crate) fn named_widget() -> Result<Vec<u8>> {
    run()?;
    widget::named()
}

/// What a developer installs: the npm package, the Shopify blocks, the WooCommerce plugin.
pub(crate) fn packages() -> Result<()> {
    run()?;
    let parts =
        [&RULES[..], &["widget/headless", "widget/js", "target/widget", "package-lock.json"]]
            .concat();
    stamp::once("packages", &parts, "target/npm/package.json", packages::packages)
}
