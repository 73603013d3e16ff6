//! `cargo xtask build`: the widget, the Worker and the site they stand on.

mod npm;
mod packages;
mod site;
mod split;
mod tools;
mod widget;
mod worker;

use crate::{setup, stamp};
use anyhow::{Result, bail};
use std::fs::{self, File};
use std::thread::ScopedJoinHandle;
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

/// What the site is made of.
const SITE: [&str; 6] =
    ["www", "target/widget", "widget/texts", "widget/js/npm", "shared", "xtask/src/command/build"];
const SITE_PRODUCT: &str = "target/site/widget/recourse.js";

/// Its scripts; the folders beside them are the packages around it.
fn scripts() -> Result<Vec<String>> {
    let beside = fs::read_dir("widget/js")?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|entry| entry.path());
    Ok(beside
        .filter(|path| path.is_file())
        .map(|path| path.to_string_lossy().into_owned())
        .collect())
}

/// The inputs of a part that depends on the rules.
fn with_rules(more: &[&'static str]) -> Vec<&'static str> {
    [&RULES[..], more, &["package-lock.json"]].concat()
}

/// Builds whatever is out of date. Much of a build runs on one core: the widget with the site, the
/// Worker and the `recourse` command are built side by side.
pub(crate) fn run() -> Result<()> {
    setup::wasm_target()?;
    let _lock = lock()?;

    let is_stale = stamp::is_stale("site", &SITE, SITE_PRODUCT);
    std::thread::scope(|scope| {
        let npm = scope.spawn(setup::npm);
        let worker = scope.spawn(build_worker);
        let recourse =
            scope.spawn(move || if is_stale { setup::recourse().map(drop) } else { Ok(()) });
        let site = build_widget().and_then(|()| build_site());
        // The first of them that failed is as a rule why others failed.
        [npm, recourse, worker].into_iter().map(joined).chain([site]).collect::<Result<()>>()
    })?;
    let parts = ["widget", "worker", "site"].map(|part| format!("target/xtask/{part}.stamp"));
    stamp::once(
        "whole",
        &parts.each_ref().map(String::as_str),
        "target/xtask/site.stamp",
        || Ok(()),
    )
}

/// Waits until no other process builds: parts of the tests are processes of their own. The lock is
/// released when the file is closed.
fn lock() -> Result<File> {
    fs::create_dir_all("target/xtask")?;
    let file = File::create("target/xtask/build.lock")?;
    file.lock()?;
    Ok(file)
}

fn joined(thread: ScopedJoinHandle<'_, Result<()>>) -> Result<()> {
    thread.join().unwrap_or_else(|_| bail!("a step of the build panicked"))
}

fn build_widget() -> Result<()> {
    let scripts = scripts()?;
    let inputs = [with_rules(&WIDGET), scripts.iter().map(String::as_str).collect()].concat();
    stamp::once("widget", &inputs, "target/widget/manifest.json", widget::widget)
}

fn build_worker() -> Result<()> {
    let inputs = with_rules(&["edge", "widget/texts"]);
    stamp::once("worker", &inputs, "edge/build/entry.js", worker::worker)
}

fn build_site() -> Result<()> {
    stamp::once("site", &SITE, SITE_PRODUCT, site::site)
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
