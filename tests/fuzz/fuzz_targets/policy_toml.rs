//! For any text, `compile` returns findings with positions inside the file. It never panics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recourse_authoring::{PolicyFiles, compile};

fuzz_target!(|text: &str| {
    let files = PolicyFiles {
        policy: ("policy.toml".to_owned(), text.to_owned()),
        texts: vec![("en".to_owned(), "texts/en.toml".to_owned(), text.to_owned())],
        ..PolicyFiles::default()
    };
    let found = match compile(&files) {
        Ok(bundle) => bundle.findings,
        Err(found) => {
            assert!(!found.is_empty(), "a refusal has a reason");
            found
        }
    };
    for finding in found {
        assert!(finding.span.is_none_or(|span| span.start <= span.end && span.end <= text.len()));
    }
});
