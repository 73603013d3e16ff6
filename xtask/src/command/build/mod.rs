//! `cargo xtask build`: the widget, the Worker and the site they stand on.

mod packages;
mod parts;
mod site;
mod tools;
mod widget;
mod worker;

use crate::{setup, stamp};
use anyhow::Result;
pub(crate) use widget::is_second_name;

/// What the rules crate and everything compiled from it depend on, how it is built among it.
const RULES: [&str; 6] =
    ["Cargo.toml", "Cargo.lock", "shared", ".cargo", "rust-toolchain.toml", "xtask/src/command/build"];

/// What the widget is made of; the packages around it are not.
const WIDGET: [&str; 18] = [
    "widget/Cargo.toml",
    "widget/build.rs",
    "widget/src",
    "widget/texts",
    "widget/js/loader.ts",
    "widget/js/served.ts",
    "widget/js/files.ts",
    "widget/js/element.ts",
    "widget/js/case.ts",
    "widget/js/fetched.ts",
    "widget/js/life.ts",
    "widget/js/words.ts",
    "widget/js/order.ts",
    "widget/js/photo.js",
    "widget/js/script.ts",
    "widget/js/queue.ts",
    "widget/js/rehearse.ts",
    "widget/js/request.ts",
];

pub(crate) fn run() -> Result<()> {
    setup::wasm_target()?;
    setup::npm()?;
    let with = |more: &[&'static str]| [&RULES[..], more, &["package-lock.json"]].concat();
    stamp::once("widget", &with(&WIDGET), "target/widget/manifest.json", widget::widget)?;
    stamp::once("worker", &with(&["edge", "widget/texts"]), "edge/build/entry.js", worker::worker)?;
    stamp::once(
        "site",
        &["www", "target/widget", "widget/texts", "widget/js/npm", "shared", "xtask/src/command/build"],
        "target/site/widget/recourse.js",
        site::site,
    )
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
        [&RULES[..], &["widget/headless", "widget/js", "target/widget", "package-lock.json"]].concat();
    stamp::once("packages", &parts, "target/npm/package.json", packages::packages)
}
