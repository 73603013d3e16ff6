//! The static site of the Worker: demo shops, the status page, the developers page, the widget, and
//! every policy as a page.

use super::tools::{copy, empty, write_text};
use super::widget::{OWN, texts};
use crate::command::sizes;
use crate::process::finish;
use crate::setup;
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Every policy as a page of its own.
fn policy_pages() -> Result<()> {
    let recourse = setup::recourse()?;
    fs::create_dir_all("target/site/policies")?;
    for store in fs::read_dir("shared/policies")?
        .flatten()
        .filter(|entry| entry.path().join("policy.toml").is_file())
    {
        let store = store.file_name().to_string_lossy().into_owned();
        let out = format!("target/site/policies/{store}.html");
        finish(Command::new(&recourse).args(["page", &store, "--out", &out]))?;
    }
    Ok(())
}

pub(super) fn site() -> Result<()> {
    let _ = fs::remove_dir_all("target/site");
    copy(Path::new("www"), Path::new("target/site"))?;
    copy(Path::new("target/widget"), Path::new("target/site/widget"))?;
    compress_wasm("target/site/widget")?;
    // The status page re-encodes photos as the widget does.
    fs::copy("widget/js/photo.js", "target/site/status/photo.js")?;
    // The developers page shows the element's reference from the package.
    let contract = "custom-elements.json";
    fs::copy(format!("widget/js/npm/{contract}"), format!("target/site/developers/{contract}"))?;
    messages()?;
    policy_texts()?;
    policy_pages()
}

/// The compiled texts of policies. The Worker contains each policy's own language and loads the
/// others from here.
fn policy_texts() -> Result<()> {
    sizes::compile_policies()?;
    empty("target/site/texts")?;
    for entry in fs::read_dir("target/policies")?.flatten() {
        if entry.path().extension().is_some_and(|end| end == "texts") {
            fs::copy(entry.path(), Path::new("target/site/texts").join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// Writes a brotli copy beside each wasm of the widget; the Worker's entry serves it.
fn compress_wasm(folder: &str) -> Result<()> {
    for entry in fs::read_dir(folder)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".wasm") {
            fs::write(
                entry.path().with_file_name(format!("{name}.br")),
                sizes::compress(&fs::read(entry.path())?)?,
            )?;
        }
    }
    Ok(())
}

/// The messages of the interface and of the Worker's own pages, under stable names.
fn messages() -> Result<()> {
    empty("target/site/messages")?;
    let mut own = texts("edge/texts")?;
    for (language, mut table) in texts(OWN)? {
        table.extend(own.remove(&language).unwrap_or_default());
        write_text(
            "target/site/messages",
            &format!("{language}.json"),
            &serde_json::to_string(&table)?,
        )?;
    }
    Ok(())
}
