//! `recourse explain`: what a finding means.

use crate::show::say;
use recourse_authoring::{codes, explain};
use std::process::ExitCode;

/// What a finding means and what to do about it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The code that stands above a finding, such as `gap`. Default: list all codes.
    code: Option<String>,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode, String> {
    let Some(code) = &args.code else {
        say(&codes().collect::<Vec<_>>().join("\n"));
        return Ok(ExitCode::SUCCESS);
    };
    let text = explain(code).ok_or_else(|| {
        let near = codes().filter(|known| known.contains(code.as_str()) || code.contains(known));
        let near: Vec<&str> = near.collect();
        if near.is_empty() {
            format!("there is no finding `{code}`; `recourse explain` lists all")
        } else {
            format!("there is no finding `{code}`; did you mean {}?", near.join(", "))
        }
    })?;
    say(&format!("{code}\n\n{text}"));
    Ok(ExitCode::SUCCESS)
}
