//! What a stranger sends as a photo: cleaning never panics, never grows it, and a clean photo stays as it is.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recourse_edge::domain::photo::clean;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(photo) = clean(bytes) {
        // One word of orientation may take more room than the segment it came from.
        assert!(photo.bytes.len() <= bytes.len() + 36, "nothing is added");
        assert_eq!(clean(&photo.bytes).as_ref(), Ok(&photo), "clean is clean");
    }
});
