//! `cargo xtask build`: the widget, the Worker, and the site that the Worker serves.

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

/// The inputs of the rules crate and of everything compiled from it, with the build itself.
const RULES: [&str; 6] = [
    "Cargo.toml",
    "Cargo.lock",
    "shared",
    ".cargo",
    "rust-toolchain.toml",
    "xtask/src/command/build",
];

/// The inputs of the widget, without its scripts.
const WIDGET: [&str; 4] = ["widget/Cargo.toml", "widget/build.rs", "widget/src", "widget/texts"];

/// The inputs of the site.
const SITE: [&str; 6] =
    ["www", "target/widget", "widget/texts", "widget/js/npm", "shared", "xtask/src/command/build"];
const SITE_PRODUCT: &str = "target/site/widget/recourse.js";

/// The widget's scripts. The folders beside them belong to the packages.
fn scripts() -> Result<Vec<String>> {
    let entries = fs::read_dir("widget/js")?.collect::<Result<Vec<_>, _>>()?;
    let files = entries.iter().map(|entry| entry.path()).filter(|path| path.is_file());
    Ok(files.map(|path| path.to_string_lossy().into_owned()).collect())
}

/// The inputs of a part that depends on the rules.
fn with_rules(more: &[&'static str]) -> Vec<&'static str> {
    [&RULES[..], more, &["package-lock.json"]].concat()
}

/// Builds everything that is out of date. Many steps use one core only, so the widget with the
/// site, the Worker and the `recourse` command are built at the same time.
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
        // The first error is usually the cause of the others.
        [npm, recourse, worker].into_iter().map(join).chain([site]).collect::<Result<()>>()
    })?;
    let parts = ["widget", "worker", "site"].map(|part| format!("target/xtask/{part}.stamp"));
    stamp::once(
        "whole",
        &parts.each_ref().map(String::as_str),
        "target/xtask/site.stamp",
        || Ok(()),
    )
}

/// Waits until no other process builds: each part of the tests is a process. The lock is released
/// when the file is closed.
fn lock() -> Result<File> {
    fs::create_dir_all("target/xtask")?;
    let file = File::create("target/xtask/build.lock")?;
    file.lock()?;
    Ok(file)
}

fn join(thread: ScopedJoinHandle<'_, Result<()>>) -> Result<()> {
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

/// When a build last ended that had something to do.
pub(crate) fn last() -> Option<std::time::SystemTime> {
    stamp::when("whole")
}

/// The widget's wasm with the names of its functions.
pub(crate) fn named_widget() -> Result<Vec<u8>> {
    run()?;
    widget::named()
}

/// Builds the packages for developers: npm, Shopify, WooCommerce.
pub(crate) fn packages() -> Result<()> {
    run()?;
    let parts =
        [&RULES[..], &["widget/headless", "widget/js", "target/widget", "package-lock.json"]]
            .concat();
    stamp::once("packages", &parts, "target/npm/package.json", packages::packages)
}
