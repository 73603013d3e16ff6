//! `cargo xtask fuzz`: runs fuzz targets for some seconds each, on the stable toolchain, with real
//! files as seeds. A crash is stored under `target/fuzz` and ends the command with an error.

use crate::process::{command, finish};
use crate::setup;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The fuzz targets.
pub(crate) const TARGETS: [&str; 8] = [
    "policy_toml",
    "compiled_bytes",
    "facts_json",
    "edge_texts",
    "edge_bodies",
    "photos",
    "forms",
    "orders",
];
const STORES: [&str; 2] = ["hekka", "xiaomiforsale"];

/// A well-formed submission whose values are refused.
const BODY: &str = concat!(
    r#"{"policy":"","topic":"wrong_item","remedy":"claim_review","#,
    r#""facts":{"sent_back":"not_sent","battery_unsafe":"no","ship_to":"DE"},"#,
    r#""contact":{"email":"a@example.com","order":"A-1"},"note":"","proofs":[],"offset_minutes":60}"#
);

/// A signed order with a wrong signature.
const ORDER: &str = concat!(
    "eyJhbGciOiJFUzI1NiIsImtpZCI6ImsifQ.eyJzdG9yZSI6Imhla2thIiwib3JkZXIiOiJBLTEiLCJleHAiOjE3O",
    "TUxNzY2MDAsImZhY3RzIjp7InNoaXBfdG8iOiJERSJ9LCJpdGVtcyI6W3siaXRlbSI6IlMiLCJxdWFudGl0eSI6M",
    "n1dfQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAA"
);

/// The smallest whole JPEG: a head, Exif, a table, a frame and a scan.
const PHOTO: &[u8] = b"\xFF\xD8\
    \xFF\xE1\0\x22Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0\xFF\xDB\0\x03\0\
    \xFF\xC0\0\x0B\x08\0\x01\0\x01\x01\x01\x11\0\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\x12\x34\xFF\xD9";

/// A request of the HTML form with one field.
const FORM: &str =
    "--x\r\nContent-Disposition: form-data; name=\"a:ship_to\"\r\n\r\nDE\r\n--x--\r\n";

/// Facts of four kinds.
const FACTS: &str =
    r#"{"delivered_on":"2026-11-17","price":"129.99","ship_to":"UA-43","opened":"unknown"}"#;

pub(crate) fn run(target: Option<&str>, seconds: u32) -> Result<()> {
    let chosen: Vec<&str> = match target {
        Some(target) => vec![target],
        None => TARGETS.to_vec(),
    };
    let cargo_fuzz = setup::cargo_fuzz()?;
    let tools = cargo_fuzz.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    let path = format!("{tools}:{}", std::env::var("PATH").unwrap_or_default());
    for target in chosen {
        let corpus = crate::root().join("target/fuzz").join(target);
        fs::create_dir_all(&corpus)?;
        seed(target, &corpus)?;
        finish(fuzz(target, &corpus.display().to_string(), seconds).env("PATH", &path))?;
    }
    Ok(())
}

/// The command that runs one target.
fn fuzz(target: &str, corpus: &str, seconds: u32) -> Command {
    let mut fuzz = command("cargo");
    fuzz.args(["fuzz", "run", "--fuzz-dir", "tests/fuzz", "--sanitizer", "none"]);
    fuzz.args(["--target-dir", "target/fuzz-build", target, corpus, "--"]);
    fuzz.arg(format!("-max_total_time={seconds}"));
    fuzz.arg(format!("-artifact_prefix={corpus}-crash-"));
    fuzz.args(["-print_final_stats=1", "-timeout=20"]);
    fuzz
}

/// Writes valid files as seeds, so that the first inputs already pass the first check.
fn seed(target: &str, corpus: &Path) -> Result<()> {
    for store in STORES {
        let file = corpus.join(store);
        match target {
            "policy_toml" => drop(fs::copy(format!("shared/policies/{store}/policy.toml"), &file)?),
            "compiled_bytes" => compile_seed(store, &file)?,
            "photos" => fs::write(&file, PHOTO)?,
            _ => fs::write(&file, text_seed(target, store))?,
        }
    }
    Ok(())
}

/// Compiles a policy into the folder `out`.
fn compile_seed(store: &str, out: &Path) -> Result<()> {
    let recourse = setup::recourse()?;
    let mut compile = command(recourse.to_string_lossy().as_ref());
    finish(compile.args(["compile", store, "--out"]).arg(out)).context("a seed")
}

/// The seed of a target that reads text.
fn text_seed(target: &str, store: &str) -> String {
    match target {
        "edge_texts" => format!("{store}-0000000000001-{}-0123456789abcdef", "ab".repeat(16)),
        "edge_bodies" => BODY.to_owned(),
        "forms" => FORM.to_owned(),
        "orders" => ORDER.to_owned(),
        _ => FACTS.to_owned(),
    }
}
