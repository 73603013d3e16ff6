//! `cargo run --release -p recourse-authoring --example decide_speed -- STORE`: time per decision,
//! natively, over every topic with no facts and with facts that settle it as far as a walk of first
//! answers does.
#![expect(clippy::disallowed_methods, reason = "a benchmark asks the clock")]

use recourse::decide::decide;
use recourse::interview::{Next, next};
use recourse::policy::Policy;
use recourse::question::{Answer, Facts, Kind, Question, Situation, Value};
use recourse::types::{Amount, Day, Place};
use std::path::Path;
use std::time::Instant;

const ROUNDS: u32 = 2_000;

fn main() -> Result<(), String> {
    let store = std::env::args().nth(1).unwrap_or_else(|| "hekka".into());
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let files =
        recourse_authoring::load(&shared.join("policies"), &shared.join("statutes"), &store)
            .map_err(|error| error.to_string())?;
    let bundle =
        recourse_authoring::compile(&files).map_err(|found| format!("{} findings", found.len()))?;
    let today = Day::from_ymd(2026, 11, 20).ok_or("no day")?;
    for topic in &bundle.policy.parts().topics {
        let situation = walk(
            &bundle.policy,
            Situation { topic: topic.id.clone(), facts: Facts::default(), today },
        );
        let start = Instant::now();
        for _ in 0..ROUNDS {
            std::hint::black_box(decide(&bundle.policy, std::hint::black_box(&situation)));
        }
        let micros = start.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS);
        println!(
            "{:<30} {micros:>8.1} µs per decision, {} facts",
            topic.id,
            situation.facts.iter().count()
        );
    }
    Ok(())
}

fn walk(policy: &Policy, mut situation: Situation) -> Situation {
    while let Next::Ask { question, .. } = next(policy, &situation) {
        let Some(asked) = policy.question(&question) else { break };
        let Some(answer) = first(asked, situation.today) else { break };
        if situation.facts.record(policy.questions(), &question, answer, situation.today).is_err() {
            break;
        }
    }
    situation
}

fn first(question: &Question, today: Day) -> Option<Answer> {
    let value = match &question.kind {
        Kind::Choice { options } => Value::Choice(options.first()?.clone()),
        Kind::YesNo => Value::YesNo(false),
        Kind::Date { .. } => Value::Date(today),
        Kind::Money { currency, .. } => Value::Money(Amount::parse("50", *currency).ok()?),
        Kind::Place { .. } => Value::Place(Place::parse("DE").ok()?),
        Kind::Span { .. } => return None,
    };
    Some(Answer::Known(value))
}
