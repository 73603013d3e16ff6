//! Builds the corpus on the host: reads the cases, compiles the policies, decides every case
//! natively, and writes one `corpus.json` that every runtime includes.

#[path = "build/cases.rs"]
mod cases;
#[path = "build/policies.rs"]
mod policies;

use serde_json::json;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    let policies =
        policies::compile_all(Path::new("../shared/policies"), Path::new("../shared/statutes"))?;
    let (cases, errors) = cases::read_all(Path::new("cases"), &policies)?;
    let corpus = json!({
        "policies": policies.iter().map(policies::Store::to_json).collect::<Vec<_>>(),
        "cases": cases,
        "errors": errors,
    });
    println!("cargo::rerun-if-changed=cases");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=../shared/policies");
    println!("cargo::rerun-if-changed=../shared/statutes");
    fs::write(out.join("corpus.json"), corpus.to_string())
}
