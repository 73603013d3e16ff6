//! The packages for storefront developers: npm, a theme app extension for Shopify, a plugin for
//! WooCommerce. All three contain the files that the Worker serves.

use super::npm::npm;
use super::tools::{copy, empty};
use super::widget::is_second_name;
use anyhow::Result;
use std::fs;
use std::path::Path;

pub(super) fn packages() -> Result<()> {
    npm()?;
    shopify()?;
    woocommerce()
}

/// A theme app extension: its assets are in one folder without subfolders; Shopify's CDN serves
/// them.
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

/// The files that the Worker serves, without the manifest and the second name of the loader.
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
