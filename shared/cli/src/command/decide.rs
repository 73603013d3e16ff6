//! `recourse decide`: decides one situation. With `--json` it prints the contract that widget, edge
//! and tests share, byte for byte.

use super::open::{compile_policy, today};
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
    /// The answers: a JSON file, or the JSON object itself, for example '{"opened": false, "price":
    /// 129.5}'.
    #[arg(long, value_name = "FILE|JSON", default_value = "{}")]
    facts: String,
    /// The civil day on which it is decided. Default: the machine's day.
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
    /// The topic.
    #[arg(long)]
    topic: String,
    /// Print the decision as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, policies: Option<&Path>) -> Result<ExitCode, String> {
    let compiled = compile_policy(&args.policy, policies)?;
    let today = today(args.today.as_deref())?;
    let topic = topic(&compiled.policy, &args.topic)?;
    let facts = load_facts(&compiled.policy, &args.facts, today)?;
    let decision = decide(&compiled.policy, &Situation { topic, facts, today });
    if args.json {
        println!("{}", serde_json::to_string(&decision).map_err(|error| error.to_string())?);
    } else {
        print!("{}", decision::text(&compiled, &decision));
    }
    Ok(ExitCode::SUCCESS)
}

/// The topic with that id.
pub(crate) fn topic(policy: &Policy, name: &str) -> Result<TopicId, String> {
    let topics = &policy.parts().topics;
    let found = topics.iter().find(|topic| topic.id.as_str() == name);
    found.map(|topic| topic.id.clone()).ok_or_else(|| {
        let known: Vec<&str> = topics.iter().map(|topic| topic.id.as_str()).collect();
        format!("no topic `{name}`; there are: {}", known.join(", "))
    })
}

/// The facts of a JSON file, or of a JSON object given as the argument.
fn load_facts(policy: &Policy, argument: &str, today: Day) -> Result<Facts, String> {
    let is_json = argument.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
    let text = if is_json {
        argument.to_owned()
    } else {
        fs::read_to_string(argument).map_err(|error| format!("{argument}: {error}"))?
    };
    facts::parse(policy, &text, today)
}
