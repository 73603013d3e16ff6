//! `recourse explain`: explains a finding.

use crate::show::print_text;
use recourse_authoring::{codes, explain};
use std::process::ExitCode;

/// Explain a finding and what to do about it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The code of a finding, such as `gap`. Default: list all codes.
    code: Option<String>,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode, String> {
    let Some(code) = &args.code else {
        print_text(&codes().collect::<Vec<_>>().join("\n"));
        return Ok(ExitCode::SUCCESS);
    };
    let text = explain(code).ok_or_else(|| {
        let similar: Vec<&str> =
            codes().filter(|known| known.contains(code.as_str()) || code.contains(known)).collect();
        if similar.is_empty() {
            format!("there is no finding `{code}`; `recourse explain` lists all")
        } else {
            format!("there is no finding `{code}`; did you mean {}?", similar.join(", "))
        }
    })?;
    print_text(&format!("{code}\n\n{text}"));
    Ok(ExitCode::SUCCESS)
}
