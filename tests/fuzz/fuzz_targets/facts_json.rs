//! Arbitrary facts are accepted or refused with a question and a code.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recourse::decide::decide;
use recourse::policy::Policy;
use recourse::question::{Facts, Situation};
use recourse::types::Day;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let files = recourse_authoring::load(
        &shared.join("policies"),
        &shared.join("statutes"),
        "xiaomiforsale",
    )
    .unwrap();
    recourse_authoring::compile(&files).unwrap().policy
});

fuzz_target!(|text: &str| {
    let Ok(facts) = serde_json::from_str::<BTreeMap<String, String>>(text) else { return };
    let today = Day::parse("2026-11-20").unwrap();
    let texts = facts.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    match Facts::parse(POLICY.questions(), texts, today) {
        Ok(facts) => {
            for topic in &POLICY.parts().topics {
                let _ = decide(
                    &POLICY,
                    &Situation { topic: topic.id.clone(), facts: facts.clone(), today },
                );
            }
        }
        Err(error) => assert!(!error.fault.code().is_empty()),
    }
});
