//! Arbitrary paths and headers: claim numbers, keys, tickets, secrets. Only issued values are
//! accepted.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recourse_edge::domain::storage_key::ClaimKey;
use recourse_edge::domain::ticket::SigningKey;

fuzz_target!(|text: &str| {
    if let Some(key) = ClaimKey::parse(text) {
        assert_eq!(key.id(), text);
        assert!(key.storage_key().starts_with(&format!("claim/{}/", key.store())));
        assert_eq!(ClaimKey::parse_key(&key.storage_key()), Some(key));
    }
    let _ = ClaimKey::parse_key(text);
    let key = SigningKey::parse(&"5a".repeat(32)).unwrap();
    assert!(key.verify("store", text, 0).is_err(), "a ticket cannot be guessed");
    assert!(!key.is_secret("claim", text));
});
