//! Arbitrary bytes are a policy or are refused; an accepted policy decides, and is
//! encoded as the same bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recourse::decide::decide;
use recourse::policy::Policy;
use recourse::question::{Facts, Situation};
use recourse::types::Day;

fuzz_target!(|bytes: &[u8]| {
    let Ok(policy) = Policy::decode(bytes) else { return };
    let today = Day::parse("2026-11-20").unwrap();
    for topic in &policy.parts().topics {
        let situation = Situation { topic: topic.id.clone(), facts: Facts::default(), today };
        let _ = decide(&policy, &situation);
    }
    assert_eq!(policy.encode(), bytes);
});
