//! Signatures by Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`, one `v1,` for each
//! secret.

use base64ct::{Base64, Encoding};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// A secret that receiver and sender share: 24 to 64 bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct HookSecret(Vec<u8>);

impl std::fmt::Debug for HookSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HookSecret(hidden)")
    }
}

impl HookSecret {
    /// Reads `whsec_` and base64.
    #[must_use]
    pub fn parse(text: &str) -> Option<HookSecret> {
        let bytes = Base64::decode_vec(text.strip_prefix("whsec_")?).ok()?;
        (24..=64).contains(&bytes.len()).then_some(HookSecret(bytes))
    }

    fn sign(&self, signed: &str) -> Option<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(signed.as_bytes());
        Some(format!("v1,{}", Base64::encode_string(&mac.finalize().into_bytes())))
    }
}

/// The header `webhook-signature`.
#[must_use]
pub fn signature(secrets: &[HookSecret], id: &str, timestamp_s: i64, body: &str) -> String {
    let signed = format!("{id}.{timestamp_s}.{body}");
    let all: Vec<_> = secrets.iter().filter_map(|secret| secret.sign(&signed)).collect();
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's own test vectors.
    #[test]
    fn a_signature_is_that_of_the_specification() {
        let secret = HookSecret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let both = signature(
            &[secret.clone(), secret],
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        let one = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(both, format!("{one} {one}"));
    }

    #[test]
    fn a_secret_is_long_enough_or_none() {
        assert!(HookSecret::parse("whsec_c2hvcnQ=").is_none());
        assert!(HookSecret::parse("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").is_none());
    }
}
