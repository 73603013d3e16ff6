//! `cargo xtask`: the commands that a developer and CI run. Each command and the set-up of each
//! tool has a file of its own.

mod command;
mod module;
mod process;
mod setup;
mod stamp;
mod cli;
#[cfg(test)]
mod tidy;

use clap::Parser;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match std::env::set_current_dir(root()).map_err(Into::into).and_then(|()| cli.run()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}
