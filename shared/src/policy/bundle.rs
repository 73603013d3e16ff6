//! Module `policy`: a policy and its words in one language as one piece, which is how a page loads them: a request of its own costs a slow
//! phone more than reading the words. Four bytes say how long the policy is (the least significant first), then it comes, then the words.

use alloc::vec::Vec;

/// A compiled policy and its compiled texts as one piece. [`unpack`] gives them back.
#[must_use]
pub fn pack(policy: &[u8], texts: &[u8]) -> Vec<u8> {
    // No policy is that long; one that were would not be given back.
    let length = u32::try_from(policy.len()).unwrap_or(u32::MAX);
    [length.to_le_bytes().as_slice(), policy, texts].concat()
}

/// The bytes of a policy and of its texts; `None` where they are fewer than they say. Neither is read.
#[must_use]
pub fn unpack(bundle: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bundle.split_first_chunk()?;
    rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

#[cfg(test)]
mod tests {
    use super::{pack, unpack};

    #[test]
    fn what_was_packed_is_unpacked() {
        for (policy, texts) in [("policy", "words"), ("", "words"), ("policy", ""), ("", "")] {
            let bundle = pack(policy.as_bytes(), texts.as_bytes());
            assert_eq!(
                unpack(&bundle),
                Some((policy.as_bytes(), texts.as_bytes())),
                "{policy:?} {texts:?}"
            );
        }
    }

    #[test]
    fn a_bundle_cut_short_is_none() {
        let bundle = pack(b"policy", b"");
        for length in 0..bundle.len() {
            assert_eq!(
                unpack(bundle.get(..length).unwrap_or_default()),
                None,
                "{length} bytes of it"
            );
        }
        assert_eq!(unpack(&[0xff; 12]), None, "longer than there is");
    }
}
