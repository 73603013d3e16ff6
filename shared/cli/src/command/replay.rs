//! `recourse replay`: decides a stored claim again. The decision must be the same, byte for byte.

use super::open::compile_policy;
use crate::show::print_text;
use recourse::claim::Claim;
use recourse::decide::{Decision, decide};
use recourse::policy::Policy;
use recourse::question::{Facts, Situation};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Decide a stored claim again and compare.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The claim as JSON, as the desk shows or exports it; `-` reads standard input. One claim, or
    /// one per line.
    claim: PathBuf,
    /// The compiled policy that decided it. Default: the store's policy, if it has the claim's
    /// hash.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, policies: Option<&Path>) -> Result<ExitCode, String> {
    let text = if args.claim.as_os_str() == "-" {
        std::io::read_to_string(std::io::stdin()).map_err(|error| error.to_string())?
    } else {
        std::fs::read_to_string(&args.claim)
            .map_err(|error| format!("{}: {error}", args.claim.display()))?
    };
    let claims = serde_json::Deserializer::from_str(&text).into_iter::<Claim>();
    let (mut all_same, mut count) = (true, 0usize);
    for claim in claims {
        let claim = claim.map_err(|error| format!("no claim: {error}"))?;
        all_same &= replay(&claim, &policy_of(&claim, args, policies)?)?;
        count = count.saturating_add(1);
    }
    if count == 0 {
        return Err("there is no claim in the input".to_owned());
    }
    Ok(if all_same { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The policy that decided the claim; any other is an error.
fn policy_of(claim: &Claim, args: &Args, policies: Option<&Path>) -> Result<Policy, String> {
    let policy = match &args.policy {
        Some(path) => {
            let bytes =
                std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
            Policy::decode(&bytes).map_err(|error| format!("{}: {error}", path.display()))?
        }
        None => compile_policy(claim.store.as_str(), policies)?.policy,
    };
    if policy.hash() != claim.policy {
        return Err(format!(
            "{} was decided by policy {}, and this is {}: name the policy that decided it with \
             --policy FILE",
            claim.id,
            claim.policy,
            policy.hash()
        ));
    }
    Ok(policy)
}

/// Decides a claim again; returns whether the decision is the same.
fn replay(claim: &Claim, policy: &Policy) -> Result<bool, String> {
    let texts = claim.facts.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    let facts = Facts::parse(policy.questions(), texts, claim.today)
        .map_err(|error| format!("{}: {error}", claim.id))?;
    let situation = Situation { topic: claim.topic.clone(), facts, today: claim.today };
    let text =
        |decision: &Decision| serde_json::to_string(decision).map_err(|error| error.to_string());
    let (stored, derived) = (text(&claim.decision)?, text(&decide(policy, &situation))?);
    let id = &claim.id;
    if stored == derived {
        print_text(&format!("{id}: the same, decided as of {}", claim.today));
        return Ok(true);
    }
    print_text(&format!("{id}: not the same\n  stored:  {stored}\n  derived: {derived}"));
    Ok(false)
}
