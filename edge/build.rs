//! Compiles every policy when the Worker is built: the bytes a shopper gets are checked before anything is deployed.
//! A policy with an error refuses to build.

use recourse_authoring::{Finding, Severity};
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let shared = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../shared");
    println!("cargo:rerun-if-env-changed=RECOURSE_POLICIES");
    let policies = env::var_os("RECOURSE_POLICIES").map_or_else(|| shared.join("policies"), PathBuf::from);
    let statutes = shared.join("statutes");
    for folder in [&policies, &statutes] {
        println!("cargo:rerun-if-changed={}", folder.display());
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut table = String::from("&[\n");
    let stores = recourse_authoring::stores(&policies);
    if stores.is_empty() {
        return Err(format!("no policy in {}", policies.display()).into());
    }
    for store in stores {
        table.push_str(&embed(&policies, &statutes, &store, &out)?);
    }
    table.push(']');
    fs::write(out.join("embedded.rs"), table)?;
    words(&shared.join("../widget/texts"), &out)
}

/// The interface's words as JSON, by language. The Worker compiles English in and finds the others among its assets.
fn words(folder: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.sort();
    let (mut tags, mut code) = (Vec::new(), String::from("&[\n"));
    for file in files {
        let table: toml::Table = fs::read_to_string(&file)?.parse()?;
        let tag = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = format!("words.{tag}.json");
        fs::write(out.join(&name), serde_json::to_string(&table)?)?;
        writeln!(code, "    ({tag:?}, include_str!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),")?;
        tags.push(tag);
    }
    code.push(']');
    fs::write(out.join("words.rs"), code)?;
    fs::write(out.join("languages.rs"), format!("&{tags:?}"))?;
    Ok(())
}

/// Writes the bytes of one store and returns its entry of the table.
fn embed(policies: &Path, statutes: &Path, store: &str, out: &Path) -> Result<String, Box<dyn Error>> {
    let files = recourse_authoring::load(policies, statutes, store)?;
    let bundle = recourse_authoring::compile(&files).map_err(|findings| refused(store, &findings))?;
    fs::write(out.join(format!("{store}.policy")), bundle.policy.encode())?;
    let mut entry =
        format!("    ({store:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{store}.policy\")), &[\n");
    for (language, texts) in &bundle.texts {
        let (tag, name) = (language.as_str(), format!("{store}.{}", language.as_str()));
        fs::write(out.join(&name), texts.encode())?;
        writeln!(entry, "        ({tag:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),")?;
    }
    entry.push_str("    ]),\n");
    Ok(entry)
}

fn refused(store: &str, findings: &[Finding]) -> String {
    let errors = findings.iter().filter(|found| found.severity == Severity::Error);
    let lines: Vec<_> =
        errors.map(|found| format!("{} [{}] {}", found.file, found.code, found.message)).collect();
    format!("the policy of `{store}` does not compile:\n{}", lines.join("\n"))
}
