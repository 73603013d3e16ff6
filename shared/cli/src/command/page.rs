//! `recourse page`: the policy for people (HTML) and for search engines (schema.org JSON-LD).

use super::open::{bundle, today};
use crate::show::say;
use recourse::types::Language;
use recourse_authoring::{listing, page};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The policy as a page, and as schema.org `MerchantReturnPolicy`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A store, or a path to a policy.
    policy: String,
    /// The language of the texts. Default: the policy's own.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Only the JSON-LD; what the vocabulary cannot say goes to standard error.
    #[arg(long)]
    json_ld: bool,
    /// Write to a file instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The civil day on which the shoppers of the boundary table ask. Default: the machine's day.
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
}

pub(crate) fn run(args: &Args, given: Option<&Path>) -> Result<ExitCode, String> {
    let bundle = bundle(&args.policy, given)?;
    let today = today(args.today.as_deref())?;
    let text = if args.json_ld {
        let listing = listing(&bundle);
        listing.left_out.iter().for_each(|left_out| eprintln!("not expressed: {left_out}"));
        serde_json::to_string_pretty(&listing.policies).map_err(|error| error.to_string())?
    } else {
        page(&bundle, &language(args, &bundle)?, today)
    };
    match &args.out {
        Some(path) => {
            std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?
        }
        None => say(&text),
    }
    Ok(ExitCode::SUCCESS)
}

fn language(args: &Args, bundle: &recourse_authoring::CompiledPolicy) -> Result<Language, String> {
    let own = &bundle.policy.parts().language;
    let Some(tag) = &args.lang else { return Ok(own.clone()) };
    let language = Language::parse(tag)
        .ok_or_else(|| format!("`{tag}` is not a language tag such as `en`"))?;
    if !bundle.texts.contains_key(&language) {
        eprintln!("recourse: no texts in `{tag}`: the page is in `{}`", own.as_str());
        return Ok(own.clone());
    }
    Ok(language)
}
