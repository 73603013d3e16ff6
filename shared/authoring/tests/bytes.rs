//! Damaged bytes and files: the result is an error or a valid policy, and never a panic. These
//! tests cover every truncation and many changes of one byte; the fuzz targets under `tests/fuzz`
//! cover more.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use recourse::decide::decide;
use recourse::policy::Policy;
use recourse::question::{Facts, Situation};
use recourse::types::Day;
use recourse_authoring::{CompiledPolicy, PolicyFiles, compile, load};
use sha2::{Digest, Sha256};
use std::path::Path;

fn files() -> PolicyFiles {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    load(&shared.join("policies"), &shared.join("statutes"), "xiaomiforsale").unwrap()
}

fn compiled() -> CompiledPolicy {
    compile(&files()).unwrap()
}

#[test]
fn compiled_policy_is_rejected_at_every_truncation() {
    let bytes = compiled().policy.encode();
    for length in 0..bytes.len() {
        let truncated = bytes.get(..length).unwrap_or_default();
        assert!(Policy::decode(truncated).is_err(), "the first {length} of {} bytes", bytes.len());
    }
}

#[test]
fn compiled_policy_with_a_changed_byte_is_rejected_or_decides() {
    let bytes = compiled().policy.encode();
    let today = Day::parse("2026-11-20").unwrap();
    for at in (0..bytes.len()).step_by(7) {
        for change in [1u8, 0x80, 0xff] {
            let mut changed = bytes.clone();
            if let Some(byte) = changed.get_mut(at) {
                *byte ^= change;
            }
            let Ok(policy) = Policy::decode(&changed) else { continue };
            assert_eq!(
                policy.encode(),
                changed,
                "byte {at} changed by {change:#x}: decoded to a policy with other bytes"
            );
            assert_eq!(
                policy.hash(),
                format!("{:x}", Sha256::digest(&changed)),
                "byte {at} changed by {change:#x}: the hash is that of other bytes"
            );
            for topic in &policy.parts().topics {
                let situation =
                    Situation { topic: topic.id.clone(), facts: Facts::default(), today };
                let _ = decide(&policy, &situation);
            }
        }
    }
}

#[test]
fn compiled_policy_is_decoded_to_the_same_policy() {
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
    }
}

#[test]
fn policy_file_that_is_truncated_anywhere_has_findings() {
    let complete = files();
    let text = complete.policy.1.clone();
    for length in (0..text.len()).step_by(397) {
        let Some(start) = text.get(..length) else { continue };
        let mut truncated = complete.clone();
        truncated.policy.1 = start.to_owned();
        // A file that ends between two promises is complete.
        let Err(found) = compile(&truncated) else { continue };
        assert!(!found.is_empty(), "the first {length} bytes are rejected without a reason");
        for finding in found.iter().filter(|finding| finding.file == complete.policy.0) {
            assert!(
                finding.span.as_ref().is_none_or(|span| span.end <= length.max(1)),
                "{finding:?}"
            );
        }
    }
}
