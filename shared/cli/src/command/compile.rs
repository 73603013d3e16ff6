//! `recourse compile`: the compiled bytes of policies and texts, separately and packed into one
//! bundle as pages load them.

use super::open::{compile_policy, policies_dir};
use recourse::policy::bundle;
use recourse_authoring::stores;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write the compiled bytes that widget and edge load.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Stores, or paths to policies. Default: every store.
    policy: Vec<String>,
    /// The folder for `<store>.policy`, `<store>.<language>.texts` and their bundle
    /// `<store>.<language>.bundle`.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(crate) fn run(args: &Args, policies: Option<&Path>) -> Result<ExitCode, String> {
    let names =
        if args.policy.is_empty() { stores(&policies_dir(policies)?) } else { args.policy.clone() };
    fs::create_dir_all(&args.out).map_err(|error| error.to_string())?;
    for name in names {
        let compiled = compile_policy(&name, policies)?;
        let store = compiled.policy.parts().store.as_str();
        let policy = compiled.policy.encode();
        write(&args.out.join(format!("{store}.policy")), &policy)?;
        for (language, texts) in &compiled.texts {
            let (name, texts) = (format!("{store}.{}", language.as_str()), texts.encode());
            write(&args.out.join(format!("{name}.texts")), &texts)?;
            write(&args.out.join(format!("{name}.bundle")), &bundle::pack(&policy, &texts))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}
