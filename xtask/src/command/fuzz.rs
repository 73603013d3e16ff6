//! `cargo xtask fuzz`: a fuzz target for a while, on the stable toolchain, from real files as
//! seeds. A crash is kept under `target/fuzz` and ends the command with an error.

use crate::process::{command, finish};
use crate::setup;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

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

pub(crate) fn run(target: Option<&str>, seconds: u32) -> Result<()> {
    let chosen: Vec<&str> = match target {
        Some(target) => vec![target],
        None => TARGETS.to_vec(),
    };
    let fuzz = setup::cargo_fuzz()?;
    let path = std::env::var("PATH").unwrap_or_default();
    let tools = fuzz.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    for target in chosen {
        let corpus = format!("target/fuzz/{target}");
        fs::create_dir_all(&corpus)?;
        seed(target, Path::new(&corpus))?;
        let corpus = crate::root().join(corpus).display().to_string();
        let mut run = command("cargo");
        run.args([
            "fuzz",
            "run",
            "--fuzz-dir",
            "tests/fuzz",
            "--sanitizer",
            "none",
            "--target-dir",
            "target/fuzz-build",
        ]);
        run.args([target, &corpus, "--"]).arg(format!("-max_total_time={seconds}"));
        run.arg(format!("-artifact_prefix={corpus}-crash-"))
            .args(["-print_final_stats=1", "-timeout=20"]);
        finish(run.env("PATH", format!("{tools}:{path}")))?;
    }
    Ok(())
}

/// What real shops write, so that the first bytes are already past the first check.
fn seed(target: &str, corpus: &Path) -> Result<()> {
    for store in STORES {
        let file = corpus.join(store);
        match target {
            "policy_toml" => drop(fs::copy(format!("shared/policies/{store}/policy.toml"), &file)?),
            "compiled_bytes" => {
                let out = file.to_string_lossy().into_owned();
                let recourse = setup::recourse()?;
                let mut compile = command(recourse.to_string_lossy().as_ref());
                finish(compile.args(["compile", store, "--out", &out])).context("a seed")?;
            }
            "edge_texts" => fs::write(
                &file,
                format!("{store}-0000000000001-{}-0123456789abcdef", "ab".repeat(16)),
            )?,
            "edge_bodies" => fs::write(&file, BODY)?,
            "forms" => fs::write(
                &file,
                "--x\r\nContent-Disposition: form-data; name=\"a:ship_to\"\r\n\r\nDE\r\n--x--\r\n",
            )?,
            "orders" => fs::write(&file, ORDER)?,
            "photos" => fs::write(&file, PHOTO)?,
            _ => fs::write(
                &file,
                r#"{"delivered_on":"2026-11-17","price":"129.99","ship_to":"UA-43","opened":"unknown"}"#,
            )?,
        }
    }
    Ok(())
}
