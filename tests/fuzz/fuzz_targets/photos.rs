//! Arbitrary photos: cleaning never panics, never makes a photo larger, and leaves a clean photo
//! unchanged.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recourse_edge::domain::photo::clean;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(photo) = clean(bytes) {
        // The orientation alone may take more bytes than the segment that contained it.
        assert!(photo.bytes.len() <= bytes.len() + 36, "the photo grew");
        assert_eq!(clean(&photo.bytes).as_ref(), Ok(&photo), "a second cleaning changed it");
    }
});
