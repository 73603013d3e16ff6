//! Decides every case in a real browser. Facts and decisions pass through JavaScript values, as in
//! the widget, and the bytes are compared with the native ones. Each line of the transcript is
//! printed to the console after the word `transcript`; `target/transcripts/browser.jsonl` is made
//! from these lines.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a test may panic")]

use recourse::decide::Decision;
use recourse_authoring::{PolicyFiles, compile};
use recourse_tests::intent::{Mismatch, describe_outcome};
use recourse_tests::report::failure;
use recourse_tests::synthetic::synthetic;
use recourse_tests::transcript::line;
use recourse_tests::{Case, Outcome, corpus, decide_case};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// How often the corpus is decided to measure a decision.
const ROUNDS: u32 = 20;

#[wasm_bindgen_test]
fn corpus_is_decided_in_the_browser_as_natively() {
    let corpus = corpus().expect("the build writes the corpus");
    let policies = corpus.policies();
    let mut wrong = Vec::new();
    for case in &corpus.cases {
        let Some(native) = &case.native else { continue };
        let outcome = policies.get(&case.store).ok_or("no policy".to_owned()).and_then(|policy| {
            let case = Case { facts: through_javascript(&case.facts)?, ..case.clone() };
            back_through_javascript(decide_case(policy, &case)?)
        });
        match outcome {
            Ok(outcome) => {
                console_log!("transcript {}", line(case, &outcome).trim_end());
                if outcome != *native {
                    let mismatch = Mismatch {
                        expected: describe_outcome(native),
                        got: describe_outcome(&outcome),
                    };
                    wrong.push(failure(case, "browser", "native differs", &[mismatch]));
                }
            }
            Err(error) => wrong.push(format!("{}: {error}", case.place())),
        }
    }
    let start = now();
    for case in (0..ROUNDS).flat_map(|_| &corpus.cases) {
        let _ = policies.get(&case.store).map(|policy| decide_case(policy, case));
    }
    let each = (now() - start) * 1_000.0 / f64::from(ROUNDS) / corpus.cases.len() as f64;
    console_log!("measured a decision of the corpus, as JSON: {each:.1} µs on average");
    assert!(wrong.is_empty(), "{} cases differ\n{}", wrong.len(), wrong.join("\n\n"));
}

fn through_javascript(
    facts: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, String> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    let value =
        serde::Serialize::serialize(facts, &serializer).map_err(|error| error.to_string())?;
    serde_wasm_bindgen::from_value(value).map_err(|error| error.to_string())
}

fn back_through_javascript(outcome: Outcome) -> Result<Outcome, String> {
    let Outcome::Decided { decision } = &outcome else { return Ok(outcome) };
    let decision: Decision = serde_json::from_str(decision).map_err(|error| error.to_string())?;
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    let value =
        serde::Serialize::serialize(&decision, &serializer).map_err(|error| error.to_string())?;
    let decision: Decision =
        serde_wasm_bindgen::from_value(value).map_err(|error| error.to_string())?;
    let decision = serde_json::to_string(&decision).map_err(|error| error.to_string())?;
    Ok(Outcome::Decided { decision })
}

/// The studio runs `check` on every keystroke: in the browser it must report the same as natively,
/// for a large policy, too.
#[wasm_bindgen_test]
fn check_of_forty_questions_works_in_the_browser() {
    for (questions, clauses) in [(20, 150), (40, 300)] {
        let made = synthetic(questions, clauses);
        let files = PolicyFiles {
            policy: ("policy.toml".to_owned(), made.policy),
            texts: vec![("en".to_owned(), "texts/en.toml".to_owned(), made.texts)],
            ..PolicyFiles::default()
        };
        let start = now();
        let found = compile(&files).err().unwrap_or_default();
        console_log!(
            "measured check of {questions} questions, {clauses} clauses: {:.0} ms",
            now() - start
        );
        assert!(found.iter().any(|finding| finding.witness.is_some()), "every case was checked");
        assert!(
            !found.iter().any(|finding| finding.code == "too-large"),
            "the policy is not too large"
        );
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}
