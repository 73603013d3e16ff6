//! Arbitrary forms are read to the end or refused; every field is a part of the body.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recourse_edge::form::html::escape;
use recourse_edge::form::multipart::{boundary, parts};

fuzz_target!(|bytes: &[u8]| {
    if let Some(found) = parts(bytes, "x") {
        let sent: usize = found.iter().map(|part| part.bytes.len()).sum();
        assert!(sent <= bytes.len());
        for part in found {
            let safe = escape(&part.text());
            assert!(!safe.contains(['<', '>', '"', '\'']), "{safe}");
        }
    }
    let _ = boundary(&String::from_utf8_lossy(bytes));
});
