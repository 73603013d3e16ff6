//! What a stranger sends as a body: it is read or refused, and what is admitted was decided again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recourse::claim::{Submission, admit};
use recourse::types::Day;
use recourse_edge::service::policies;

fuzz_target!(|bytes: &[u8]| {
    let Ok(sent) = serde_json::from_slice::<Submission>(bytes) else { return };
    let today = Day::parse("2026-11-20").unwrap();
    for served in policies::all().values() {
        // The hash in the body is a stranger's, too: with the right one, the rest is looked at.
        let sent = Submission { policy: served.policy.hash().to_owned(), ..sent.clone() };
        if let Ok(admitted) = admit(&served.policy, &sent, today) {
            assert!(
                admitted.decision.remedies.iter().any(|remedy| remedy.remedy == admitted.remedy)
            );
        }
    }
});
