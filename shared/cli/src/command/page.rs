//! `recourse page`: the policy as HTML for people, or as schema.org JSON-LD for search engines.

use super::open::{compile_policy, today};
use crate::show::print_text;
use recourse::types::Language;
use recourse_authoring::{CompiledPolicy, listing, page};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Render the policy as a page, or as schema.org `MerchantReturnPolicy`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A store, or a path to a policy.
    policy: String,
    /// The language of the texts. Default: the policy's own.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Print only the JSON-LD; what its vocabulary cannot express goes to standard error.
    #[arg(long)]
    json_ld: bool,
    /// Write to a file instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The civil day on which the shoppers of the boundary table ask. Default: the machine's day.
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
}

pub(crate) fn run(args: &Args, policies: Option<&Path>) -> Result<ExitCode, String> {
    let compiled = compile_policy(&args.policy, policies)?;
    let today = today(args.today.as_deref())?;
    let text = if args.json_ld {
        let listing = listing(&compiled);
        listing.left_out.iter().for_each(|left_out| eprintln!("not expressed: {left_out}"));
        serde_json::to_string_pretty(&listing.policies).map_err(|error| error.to_string())?
    } else {
        page(&compiled, &language(args, &compiled)?, today)
    };
    match &args.out {
        Some(path) => {
            std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?
        }
        None => print_text(&text),
    }
    Ok(ExitCode::SUCCESS)
}

/// The requested language, or the policy's own if there are no texts in it.
fn language(args: &Args, compiled: &CompiledPolicy) -> Result<Language, String> {
    let own = &compiled.policy.parts().language;
    let Some(tag) = &args.lang else { return Ok(own.clone()) };
    let language = Language::parse(tag)
        .ok_or_else(|| format!("`{tag}` is not a language tag such as `en`"))?;
    if !compiled.texts.contains_key(&language) {
        eprintln!("recourse: no texts in `{tag}`: the page is in `{}`", own.as_str());
        return Ok(own.clone());
    }
    Ok(language)
}
