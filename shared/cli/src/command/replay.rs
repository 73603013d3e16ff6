//! `recourse replay`: a kept claim, decided again. The decision must come out byte for byte.

use super::open::bundle;
use crate::show::say;
use recourse::claim::Claim;
use recourse::decide::{Decision, decide};
use recourse::policy::Policy;
use recourse::question::{Facts, Situation};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Decide a kept claim again, and compare.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The claim as JSON, as the desk shows or exports it; `-` reads standard input. One claim, or one a line.
    claim: PathBuf,
    /// The compiled policy that decided it. Default: the store's policy here, if it has the claim's hash.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, given: Option<&Path>) -> Result<ExitCode, String> {
    let text = if args.claim.as_os_str() == "-" {
        std::io::read_to_string(std::io::stdin()).map_err(|error| error.to_string())?
    } else {
        std::fs::read_to_string(&args.claim)
            .map_err(|error| format!("{}: {error}", args.claim.display()))?
    };
    let claims = serde_json::Deserializer::from_str(&text).into_iter::<Claim>();
    let (mut good, mut count) = (true, 0usize);
    for claim in claims {
        let claim = claim.map_err(|error| format!("no claim: {error}"))?;
        good &= replay(&claim, &policy(args, given, &claim)?)?;
        count = count.saturating_add(1);
    }
    if count == 0 {
        return Err("there is no claim in it".to_owned());
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The policy that decided the claim, and no other.
fn policy(args: &Args, given: Option<&Path>, claim: &Claim) -> Result<Policy, String> {
    let policy = match &args.policy {
        Some(path) => {
            let bytes =
                std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
            Policy::decode(&bytes).map_err(|error| format!("{}: {error}", path.display()))?
        }
        None => bundle(claim.store.as_str(), given)?.policy,
    };
    if policy.hash() != claim.policy {
        return Err(format!(
            "{} was decided by policy {}, and this is {}: name the one that decided it with --policy FILE",
            claim.id,
            claim.policy,
            policy.hash()
        ));
    }
    Ok(policy)
}

fn replay(claim: &Claim, policy: &Policy) -> Result<bool, String> {
    let texts = claim.facts.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    let facts = Facts::parse(policy.questions(), texts, claim.today)
        .map_err(|error| format!("{}: {error}", claim.id))?;
    let situation = Situation { topic: claim.topic.clone(), facts, today: claim.today };
    let text =
        |decision: &Decision| serde_json::to_string(decision).map_err(|error| error.to_string());
    let (kept, derived) = (text(&claim.decision)?, text(&decide(policy, &situation))?);
    if kept == derived {
        say(&format!("{}: the same, decided as of {}", claim.id, claim.today));
        return Ok(true);
    }
    say(&format!("{}: not the same\n  kept:    {kept}\n  derived: {derived}", claim.id));
    Ok(false)
}
