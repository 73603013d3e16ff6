//! `recourse decide`: one situation, decided. With `--json` the contract that widget, edge and tests share, byte for byte.

use super::open::{bundle, today};
use crate::facts;
use crate::show::decision;
use recourse::decide::decide;
use recourse::policy::Policy;
use recourse::question::{Facts, Situation};
use recourse::types::{Day, TopicId};
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// Decide one situation.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A store, or a path to a policy.
    policy: String,
    /// The answers: a JSON file, or the JSON object itself, for example '{"opened": false, "price": 129.5}'.
    #[arg(long, value_name = "FILE|JSON", default_value = "{}")]
    facts: String,
    /// The civil day on which it is decided. Default: the machine's day.
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
    /// What the shopper came for.
    #[arg(long)]
    topic: String,
    /// The decision as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, given: Option<&Path>) -> Result<ExitCode, String> {
    let bundle = bundle(&args.policy, given)?;
    let today = today(args.today.as_deref())?;
    let topic = topic(&bundle.policy, &args.topic)?;
    let facts = facts(&bundle.policy, &args.facts, today)?;
    let decision = decide(&bundle.policy, &Situation { topic, facts, today });
    if args.json {
        println!("{}", serde_json::to_string(&decision).map_err(|error| error.to_string())?);
    } else {
        print!("{}", decision::text(&bundle, &decision));
    }
    Ok(ExitCode::SUCCESS)
}

/// The topic of that name.
pub(crate) fn topic(policy: &Policy, name: &str) -> Result<TopicId, String> {
    let topics = &policy.parts().topics;
    let found = topics.iter().find(|topic| topic.id.as_str() == name);
    found.map(|topic| topic.id.clone()).ok_or_else(|| {
        let known: Vec<&str> = topics.iter().map(|topic| topic.id.as_str()).collect();
        format!("no topic `{name}`; there are: {}", known.join(", "))
    })
}

fn facts(policy: &Policy, given: &str, today: Day) -> Result<Facts, String> {
    let text = if given.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']) {
        given.to_owned()
    } else {
        fs::read_to_string(given).map_err(|error| format!("{given}: {error}"))?
    };
    facts::parse(policy, &text, today)
}
