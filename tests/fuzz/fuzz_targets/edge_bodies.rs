//! Arbitrary request bodies are read or refused, and an admitted claim is decided again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recourse::claim::{Submission, admit};
use recourse::types::Day;
use recourse_edge::service::policies;

fuzz_target!(|bytes: &[u8]| {
    let Ok(sent) = serde_json::from_slice::<Submission>(bytes) else { return };
    let today = Day::parse("2026-11-20").unwrap();
    for served in policies::all().values() {
        // The hash in the body is untrusted, too; the right one is put in, so that the rest is
        // reached.
        let sent = Submission { policy: served.policy.hash().to_owned(), ..sent.clone() };
        if let Ok(admitted) = admit(&served.policy, &sent, today) {
            assert!(
                admitted.decision.remedies.iter().any(|remedy| remedy.remedy == admitted.remedy)
            );
        }
    }
});
