//! The value that replaces an erased claim or event.

/// The value that replaces an erased claim or event.
pub const TOMBSTONE: &str = r#"{"v":1,"erased":true}"#;

/// Whether a stored value is a tombstone.
#[must_use]
pub fn is_tombstone(text: &str) -> bool {
    text == TOMBSTONE
}
