//! Module `policy`: a compiled policy and its texts in one language as one response, because a
//! second request takes a slow phone longer than reading the texts. The first four bytes are the
//! length of the policy (little-endian); the policy and the texts follow.

use alloc::vec::Vec;

/// Packs a compiled policy and its compiled texts; [`unpack`] reverses it.
#[must_use]
pub fn pack(policy: &[u8], texts: &[u8]) -> Vec<u8> {
    // No policy is that long; a longer one could not be unpacked.
    let length = u32::try_from(policy.len()).unwrap_or(u32::MAX);
    [length.to_le_bytes().as_slice(), policy, texts].concat()
}

/// The bytes of a policy and of its texts; `None` if there are fewer bytes than the length says.
/// Neither is decoded.
#[must_use]
pub fn unpack(bundle: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bundle.split_first_chunk()?;
    rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

#[cfg(test)]
mod tests {
    use super::{pack, unpack};

    #[test]
    fn bundle_is_unpacked_to_what_was_packed() {
        for (policy, texts) in [("policy", "texts"), ("", "texts"), ("policy", ""), ("", "")] {
            let bundle = pack(policy.as_bytes(), texts.as_bytes());
            assert_eq!(
                unpack(&bundle),
                Some((policy.as_bytes(), texts.as_bytes())),
                "{policy:?} {texts:?}"
            );
        }
    }

    #[test]
    fn bundle_that_is_truncated_is_none() {
        let bundle = pack(b"policy", b"");
        for length in 0..bundle.len() {
            let truncated = bundle.get(..length).unwrap_or_default();
            assert_eq!(unpack(truncated), None, "{length} bytes of it");
        }
        assert_eq!(unpack(&[0xff; 12]), None, "a length beyond the end");
    }
}
