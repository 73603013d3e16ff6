//! `recourse compile`: the compact bytes of policies and texts, each by itself and, as a page loads them, packed into one bundle.

use super::open::{bundle, policies_dir};
use recourse::policy::bundle;
use recourse_authoring::stores;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to compile, and where to.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Store names or paths; all policies where none is named.
    policy: Vec<String>,
    /// The folder to write `<store>.policy`, `<store>.<language>.texts` and, of both, `<store>.<language>.bundle` to.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(crate) fn run(args: &Args, policies: Option<&Path>) -> Result<ExitCode, String> {
    let all =
        if args.policy.is_empty() { stores(&policies_dir(policies)?) } else { args.policy.clone() };
    fs::create_dir_all(&args.out).map_err(|error| error.to_string())?;
    for name in all {
        let bundle = bundle(&name, policies)?;
        let store = bundle.policy.parts().store.as_str().to_owned();
        let policy = bundle.policy.encode();
        write(&args.out.join(format!("{store}.policy")), &policy)?;
        for (language, texts) in &bundle.texts {
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
