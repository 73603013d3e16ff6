//! Compares both interpreters on generated policies. Their sizes and seeds are from proptest, so a
//! difference is shown for the smallest policy that has it.

use crate::compare::{Chance, Subject, compare, without};
use crate::oracle::samples::{self, possible};
use proptest::prelude::{ProptestConfig, Strategy};
use proptest::test_runner::TestRunner;
use recourse_authoring::{Finding, PolicyFiles, compile};
use recourse_tests::synthetic::from_seed;
use std::collections::BTreeSet;
use toml::{Table, Value};

/// Cases per policy.
const CASES: usize = 60;

pub(crate) fn run() -> Result<(), String> {
    let wanted: usize = std::env::var("RECOURSE_ORACLE_CASES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(3_000);
    let policies = u32::try_from(wanted.div_ceil(CASES)).unwrap_or(u32::MAX);
    let mut config = ProptestConfig::with_cases(policies);
    config.failure_persistence = None;
    let sizes = (2usize..16, 14usize..60, 1u64..u64::MAX);
    let counts = std::cell::Cell::new((0usize, 0usize));
    let outcome = TestRunner::new(config).run(
        &sizes.prop_map(|sizes| sizes),
        |(questions, clauses, seed)| {
            let (compiled, compared) = counts.get();
            match one(questions, clauses, seed) {
                Ok(Some(cases)) => counts.set((compiled + 1, compared + cases)),
                Ok(None) => {}
                Err(error) => return Err(proptest::test_runner::TestCaseError::fail(error)),
            }
            Ok(())
        },
    );
    outcome.map_err(|error| error.to_string())?;
    let (compiled, compared) = counts.get();
    println!("{compiled} of {policies} made-up policies compiled, {compared} cases compared");
    if compiled * 3 < usize::try_from(policies).unwrap_or(usize::MAX) {
        return Err(format!("only {compiled} of {policies} made-up policies compiled"));
    }
    Ok(())
}

/// One generated policy; the number of cases compared, or `None` if it does not compile.
fn one(questions: usize, clauses: usize, seed: u64) -> Result<Option<usize>, String> {
    let made = from_seed(questions, clauses, seed);
    let (mut policy, mut texts) = (made.policy, made.texts);
    // Clauses that never decide are removed, as an author would; that can leave other parts unused.
    for _ in 0..6 {
        let files = PolicyFiles {
            policy: ("policy.toml".to_owned(), policy.clone()),
            texts: vec![("en".to_owned(), "texts/en.toml".to_owned(), texts.clone())],
            ..PolicyFiles::default()
        };
        match compile(&files) {
            Ok(bundle) => {
                let subject = Subject::of("made-up", bundle.policy, &policy, &[]);
                return cases(&subject, seed)
                    .map(Some)
                    .map_err(|error| format!("{error}\n\n{policy}"));
            }
            Err(found) => {
                let gone = idle(&found, &policy);
                if gone.is_empty() {
                    return Ok(None);
                }
                policy = without(&policy, &gone);
                texts = without_texts(&texts, &gone);
            }
        }
    }
    Ok(None)
}

fn idle(found: &[Finding], policy: &str) -> BTreeSet<String> {
    let named = |finding: &Finding| match finding.code {
        "dead-clause" => finding.on.clone(),
        "unused" => finding
            .span
            .clone()
            .and_then(|span| policy.get(span))
            .map(|id| id.trim_matches('"').to_owned()),
        _ => None,
    };
    found.iter().filter_map(named).collect()
}

fn without_texts(texts: &str, ids: &BTreeSet<String>) -> String {
    let mut table: Table = texts.parse().unwrap();
    for (_, part) in table.iter_mut() {
        if let Value::Table(part) = part {
            part.retain(|id, _| !ids.contains(id));
        }
    }
    table.to_string()
}

fn cases(subject: &Subject, seed: u64) -> Result<usize, String> {
    let mut chance = Chance(seed);
    let mut compared = 0;
    let answers_of = |topic| samples::answers(&subject.oracle, topic, subject.today);
    let topics: Vec<_> =
        subject.oracle.topics.iter().map(|topic| (topic, answers_of(topic))).collect();
    for _ in 0..CASES {
        let (topic, answers) = &topics[chance.below(topics.len())];
        let facts = answers
            .iter()
            .map(|(question, list)| (question.clone(), list[chance.below(list.len())].clone()))
            .collect();
        if possible(&subject.oracle, &facts) {
            compare(subject, topic, &facts)?;
            crate::deadlines::complete(subject, topic, answers, &facts)?;
            crate::deadlines::some_open(subject, topic, &facts, &mut chance)?;
            compared += 1;
        }
    }
    Ok(compared)
}
