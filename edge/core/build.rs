//! Compiles every policy when the Worker is built: the bytes a shopper gets are checked before
//! anything is deployed. A policy with an error refuses to build.

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
    let shared = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../shared");
    println!("cargo:rerun-if-env-changed=RECOURSE_POLICIES");
    let policies =
        env::var_os("RECOURSE_POLICIES").map_or_else(|| shared.join("policies"), PathBuf::from);
    let statutes = shared.join("statutes");
    for folder in [&policies, &statutes] {
        println!("cargo:rerun-if-changed={}", folder.display());
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let (mut table, mut all) = (String::from("&[\n"), String::from("&[\n"));
    let stores = recourse_authoring::stores(&policies);
    if stores.is_empty() {
        return Err(format!("no policy in {}", policies.display()).into());
    }
    for store in stores {
        embed(&policies, &statutes, &store, &out, (&mut table, &mut all))?;
    }
    for (name, mut code) in [("embedded.rs", table), ("texts.rs", all)] {
        code.push(']');
        fs::write(out.join(name), code)?;
    }
    messages(&shared.join("../widget/texts"), &shared.join("../edge/texts"), &out)
}

/// The interface messages as JSON, by language, with those of the Worker's own pages. English is
/// compiled into the Worker; the others are static files.
fn messages(folder: &Path, own: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    for folder in [folder, own] {
        println!("cargo:rerun-if-changed={}", folder.display());
    }
    let mut files: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    let (mut tags, mut code) = (Vec::new(), String::from("&[\n"));
    for file in files {
        let mut table: toml::Table = fs::read_to_string(&file)?.parse()?;
        let more = own.join(file.file_name().unwrap_or_default());
        table.extend(fs::read_to_string(more)?.parse::<toml::Table>()?);
        let tag = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = format!("messages.{tag}.json");
        fs::write(out.join(&name), serde_json::to_string(&table)?)?;
        writeln!(code, "    ({tag:?}, include_str!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),")?;
        tags.push(tag);
    }
    code.push(']');
    fs::write(out.join("messages.rs"), code)?;
    fs::write(out.join("languages.rs"), format!("&{tags:?}"))?;
    Ok(())
}

/// Writes the bytes of one store, its entry in the table of the Worker (the policy, the texts in
/// its own language, the tags of all languages) and its texts for the static files.
fn embed(
    policies: &Path,
    statutes: &Path,
    store: &str,
    out: &Path,
    (table, all): (&mut String, &mut String),
) -> Result<(), Box<dyn Error>> {
    let files = recourse_authoring::load(policies, statutes, store)?;
    let bundle =
        recourse_authoring::compile(&files).map_err(|findings| refused(store, &findings))?;
    fs::write(out.join(format!("{store}.policy")), bundle.policy.encode())?;
    let included = |name: &str| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))");
    for (language, texts) in &bundle.texts {
        let name = format!("{store}.{}.texts", language.as_str());
        fs::write(out.join(&name), texts.encode())?;
        writeln!(all, "    ({name:?}, {}),", included(&name))?;
    }
    let tags: Vec<_> = bundle.texts.keys().map(|language| language.as_str()).collect();
    let own = format!("{store}.{}.texts", bundle.policy.parts().language.as_str());
    let (policy, own) = (included(&format!("{store}.policy")), included(&own));
    writeln!(table, "    ({store:?}, {policy}, {own}, &{tags:?}),")?;
    Ok(())
}

fn refused(store: &str, findings: &[Finding]) -> String {
    let errors = findings.iter().filter(|found| found.severity == Severity::Error);
    let lines: Vec<_> =
        errors.map(|found| format!("{} [{}] {}", found.file, found.code, found.message)).collect();
    format!("the policy of `{store}` does not compile:\n{}", lines.join("\n"))
}
