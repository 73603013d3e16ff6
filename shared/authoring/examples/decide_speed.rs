//! `cargo run --release -p recourse-authoring --example decide_speed -- STORE` measures the time
//! per decision, natively, over every topic, with the facts of an interview that gives the first
//! answer to each question.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

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
    let compiled =
        recourse_authoring::compile(&files).map_err(|found| format!("{} findings", found.len()))?;
    let policy = &compiled.policy;
    let today = Day::from_ymd(2026, 11, 20).ok_or("no day")?;
    for topic in &policy.parts().topics {
        let start = Situation { topic: topic.id.clone(), facts: Facts::default(), today };
        let situation = answer_all(policy, start);
        let start = Instant::now();
        for _ in 0..ROUNDS {
            std::hint::black_box(decide(policy, std::hint::black_box(&situation)));
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

/// Answers every question of the interview with the first answer.
fn answer_all(policy: &Policy, mut situation: Situation) -> Situation {
    while let Next::Ask { question, .. } = next(policy, &situation) {
        let Some(asked) = policy.question(&question) else { break };
        let Some(answer) = first_answer(asked, situation.today) else { break };
        if situation.facts.record(policy.questions(), &question, answer, situation.today).is_err() {
            break;
        }
    }
    situation
}

fn first_answer(question: &Question, today: Day) -> Option<Answer> {
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
