//! Bytes that somebody broke: a policy is refused or it is one, and nothing panics. The fuzz
//! targets under `tests/fuzz` look further; these are the breaks that a cut-off download or a slip
//! of the pen makes, every one of them.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use recourse::decide::decide;
use recourse::policy::{Policy, PolicyParts};
use recourse::question::{Facts, Situation};
use recourse::types::Day;
use recourse_authoring::{CompiledPolicy, PolicyFiles, compile, load};
use std::path::Path;

fn files() -> PolicyFiles {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    load(&shared.join("policies"), &shared.join("statutes"), "xiaomiforsale").unwrap()
}

fn bundle() -> CompiledPolicy {
    compile(&files()).unwrap()
}

#[test]
fn a_compiled_policy_that_is_cut_short_is_refused_wherever_it_is_cut() {
    let bytes = bundle().policy.encode();
    for length in 0..bytes.len() {
        let cut = bytes.get(..length).unwrap_or_default();
        assert!(Policy::decode(cut).is_err(), "the first {length} of {} bytes", bytes.len());
    }
}

#[test]
fn a_compiled_policy_with_a_changed_byte_is_refused_or_decides() {
    let bytes = bundle().policy.encode();
    let today = Day::parse("2026-11-20").unwrap();
    for at in (0..bytes.len()).step_by(7) {
        for change in [1u8, 0x80, 0xff] {
            let mut broken = bytes.clone();
            if let Some(byte) = broken.get_mut(at) {
                *byte ^= change;
            }
            let Ok(policy) = Policy::decode(&broken) else { continue };
            assert_eq!(
                policy.encode(),
                broken,
                "byte {at} changed by {change:#x}: read as what other bytes say"
            );
            for topic in &policy.parts().topics {
                let situation =
                    Situation { topic: topic.id.clone(), facts: Facts::default(), today };
                let _ = decide(&policy, &situation);
            }
        }
    }
}

/// The reader is written by hand (`recourse::types`, `compact`); the one that serde derives has to
/// read the same.
#[test]
fn what_was_written_is_read_as_the_same_policy() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let kitchen = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kitchen-sink");
    let stores = [
        (shared.join("policies"), shared.join("statutes"), "hekka"),
        (shared.join("policies"), shared.join("statutes"), "xiaomiforsale"),
        (kitchen.join("policies"), kitchen.join("statutes"), "kitchen"),
    ];
    for (policies, statutes, store) in stores {
        let policy = compile(&load(&policies, &statutes, store).unwrap()).unwrap().policy;
        let bytes = policy.encode();
        let read = Policy::decode(&bytes).unwrap();
        assert_eq!((read.hash(), read.parts()), (policy.hash(), policy.parts()), "{store}");
        let derived: PolicyParts =
            postcard::from_bytes(bytes.strip_prefix(b"RCRS\x02").unwrap()).unwrap();
        assert_eq!(*read.parts(), derived, "{store}");
    }
}

#[test]
fn a_policy_file_that_ends_anywhere_gives_findings() {
    let whole = files();
    let text = whole.policy.1.clone();
    for length in (0..text.len()).step_by(397) {
        let Some(cut) = text.get(..length) else { continue };
        let mut cut_files = whole.clone();
        cut_files.policy.1 = cut.to_owned();
        // What ends between two promises at the end is whole.
        let Err(found) = compile(&cut_files) else { continue };
        assert!(!found.is_empty(), "the first {length} bytes are refused for a reason");
        for finding in found.iter().filter(|finding| finding.file == whole.policy.0) {
            assert!(
                finding.span.as_ref().is_none_or(|span| span.end <= length.max(1)),
                "{finding:?}"
            );
        }
    }
}
