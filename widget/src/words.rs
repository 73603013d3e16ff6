//! Interface words by key, and their slots.

static WORDS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The words for a key; the key itself where there are none.
pub(crate) fn word(key: &'static str) -> &'static str {
    find(key).unwrap_or(key)
}

/// The words for a key that came from outside, if there are any.
pub(crate) fn find(key: &str) -> Option<&'static str> {
    let ix = WORDS.binary_search_by(|(other, _)| (*other).cmp(key)).ok()?;
    WORDS.get(ix).map(|(_, words)| *words)
}

/// The words for a key with one slot filled.
pub(crate) fn fill(key: &'static str, slot: &str, value: &str) -> String {
    word(key).replace(slot, value)
}
