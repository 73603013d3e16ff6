//! `cargo xtask deploy`: uploads the prebuilt Worker and site to the account of
//! `edge/wrangler.jsonc`. `--dry-run` does everything but the upload and needs no network.

use super::{build, sizes};
use crate::process::{command, finish};
use anyhow::{Result, bail};

/// What the Worker needs besides: set once with `wrangler secret put NAME`. `/healthz` is 503 while
/// one of them is missing, or is a value of `edge/.dev.vars`.
const SECRETS: [&str; 2] = ["TICKET_KEY", "STORE_KEYS"];

pub(crate) fn run(dry: bool) -> Result<()> {
    build::run()?;
    if !sizes::run()? {
        bail!("a gate is exceeded: nothing is deployed");
    }
    let mut deploy = command("wrangler");
    // Deploys the files that the build made: wrangler builds nothing itself.
    deploy
        .args(["deploy", "--env=", "--no-bundle", "--outdir", "../target/deploy"])
        .current_dir("edge");
    if dry {
        deploy.arg("--dry-run");
    }
    finish(&mut deploy)?;
    println!(
        "secrets: {}; to return to the previous version: wrangler rollback",
        SECRETS.join(", ")
    );
    Ok(())
}
