//! Tickets, secrets and tags: signed by this edge, so nothing is stored for them.

use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, Mac};
use recourse::claim::HumanCheck;
use sha2::Sha256;

/// How long a ticket can be used.
pub const TICKET_TTL_MS: i64 = 86_400_000;
/// How far in the future a ticket may seem to be issued: clocks of two machines differ.
const SKEW_MS: i64 = 60_000;
/// Longest text that is looked at.
const TEXT_BYTES_MAX: usize = 128;

/// The key under which everything is signed.
#[derive(Clone)]
pub struct SigningKey([u8; 32]);

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey(hidden)")
    }
}

/// A ticket: permission to submit one claim in one store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket {
    /// When it was issued.
    pub issued_ms: i64,
    /// A random number.
    pub nonce: [u8; 16],
    /// The outcome of the bot check when it was issued.
    pub human: HumanCheck,
    /// What it was issued for.
    pub purpose: TicketPurpose,
}

/// What a ticket was issued for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TicketPurpose {
    /// Claims and photos by the API.
    #[default]
    Api,
    /// The HTML form, which has no bot check.
    Form,
}

/// The labels of the signature, by the outcome of the bot check and the purpose: so the signature
/// carries both, and the ticket stays short.
const LABELS: [(HumanCheck, TicketPurpose, &str); 4] = [
    (HumanCheck::NotAsked, TicketPurpose::Api, "ticket"),
    (HumanCheck::Passed, TicketPurpose::Api, "ticket, check passed"),
    (HumanCheck::Unavailable, TicketPurpose::Api, "ticket, check unavailable"),
    (HumanCheck::NotAsked, TicketPurpose::Form, "ticket of a form"),
];

/// Why a ticket is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketError {
    /// Not signed by this edge, altered, or of another store.
    Invalid,
    /// Valid but older than a day. It submits no new claim, but still finds its earlier one.
    Expired(Ticket),
}

impl SigningKey {
    /// Parses 64 hexadecimal digits.
    #[must_use]
    pub fn parse(digits: &str) -> Option<SigningKey> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(digits, &mut bytes).ok()?;
        Some(SigningKey(bytes))
    }

    /// The text of a ticket for a store.
    #[must_use]
    pub fn issue(&self, store: &str, ticket: Ticket) -> String {
        let mut bytes = body(ticket).to_vec();
        let is_own = |(human, purpose, _): &&(HumanCheck, TicketPurpose, &str)| {
            (*human, *purpose) == (ticket.human, ticket.purpose)
        };
        // A form has no bot check; any other combination gets a label that no ticket has.
        let label = LABELS.iter().find(is_own).map_or("", |(_, _, label)| label);
        bytes.extend(self.mac(label, store, &body(ticket)).finalize().into_bytes());
        Base64UrlUnpadded::encode_string(&bytes)
    }

    /// Reads a ticket of this store.
    ///
    /// # Errors
    /// [`TicketError`]; the signature is compared in constant time, and before anything in the
    /// ticket is believed.
    pub fn verify(&self, store: &str, text: &str, now_ms: i64) -> Result<Ticket, TicketError> {
        let bytes =
            Some(text).filter(|t| t.len() <= TEXT_BYTES_MAX).map(Base64UrlUnpadded::decode_vec);
        let Some(Ok(bytes)) = bytes else { return Err(TicketError::Invalid) };
        let Some((body, mac)) = bytes.split_first_chunk::<24>() else {
            return Err(TicketError::Invalid);
        };
        let signed = |label: &str| self.mac(label, store, body).verify_slice(mac).is_ok();
        let found = LABELS.iter().find(|(_, _, label)| signed(label));
        let ticket = found.and_then(|(human, purpose, _)| decode(body, *human, *purpose));
        let ticket = ticket.ok_or(TicketError::Invalid)?;
        let age = now_ms.saturating_sub(ticket.issued_ms);
        match age {
            _ if age < SKEW_MS.saturating_neg() => Err(TicketError::Invalid),
            _ if age > TICKET_TTL_MS => Err(TicketError::Expired(ticket)),
            _ => Ok(ticket),
        }
    }

    /// The tag of a body under a ticket. It is signed and not only hashed, because it is part of
    /// the claim's number, from which the content must not be guessed.
    #[must_use]
    pub fn tag(&self, store: &str, ticket: &Ticket, sent: &[u8]) -> [u8; 8] {
        let mac = self.mac("body", store, &[&body(*ticket), sent].concat()).finalize().into_bytes();
        let mut tag = [0; 8];
        tag.iter_mut().zip(mac).for_each(|(to, from)| *to = from);
        tag
    }

    /// The tag of an event: the same content is the same event.
    #[must_use]
    pub fn event_tag(&self, claim: &str, sent: &[u8]) -> [u8; 8] {
        let mac = self.mac("event", claim, sent).finalize().into_bytes();
        let mut tag = [0; 8];
        tag.iter_mut().zip(mac).for_each(|(to, from)| *to = from);
        tag
    }

    /// The tag of a photo's name. It proves that the photo was stored under this ticket.
    #[must_use]
    pub fn photo_tag(&self, store: &str, ticket: &Ticket, name: &[u8]) -> [u8; 8] {
        let mac =
            self.mac("photo", store, &[&body(*ticket), name].concat()).finalize().into_bytes();
        let mut tag = [0; 8];
        tag.iter_mut().zip(mac).for_each(|(to, from)| *to = from);
        tag
    }

    /// The pseudonym of a value: an order, a sender, a content. The same value has the same
    /// pseudonym, and without the key a value cannot be guessed from it.
    #[must_use]
    pub fn pseudonymize(&self, purpose: &str, store: &str, named: &[u8]) -> String {
        let mac = self.mac(purpose, store, named).finalize().into_bytes();
        hex::encode(mac.first_chunk::<16>().map_or(&[][..], |half| half))
    }

    /// The secret with which a shopper reads the state of a claim.
    #[must_use]
    pub fn secret(&self, claim: &str) -> String {
        Base64UrlUnpadded::encode_string(&self.mac("status", claim, &[]).finalize().into_bytes())
    }

    /// Whether a text is the secret of a claim, in constant time.
    #[must_use]
    pub fn is_secret(&self, claim: &str, text: &str) -> bool {
        let bytes =
            Some(text).filter(|t| t.len() <= TEXT_BYTES_MAX).map(Base64UrlUnpadded::decode_vec);
        matches!(bytes, Some(Ok(bytes)) if self.mac("status", claim, &[]).verify_slice(&bytes).is_ok())
    }

    /// Whether two texts are the same, in constant time whatever their lengths.
    #[must_use]
    pub fn constant_time_eq(&self, one: &str, other: &str) -> bool {
        let mac = self.mac("same", "", one.as_bytes()).finalize().into_bytes();
        self.mac("same", "", other.as_bytes()).verify_slice(&mac).is_ok()
    }

    /// A MAC over a purpose, a name and bytes. A NUL separates them, and neither purpose nor name
    /// has one.
    fn mac(&self, purpose: &str, name: &str, bytes: &[u8]) -> Hmac<Sha256> {
        // One block long and zero-padded: as HMAC itself pads a shorter key, and it cannot fail.
        let mut block = [0; 64];
        block.iter_mut().zip(self.0).for_each(|(to, from)| *to = from);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        for part in [purpose.as_bytes(), &[0], name.as_bytes(), &[0], bytes] {
            mac.update(part);
        }
        mac
    }
}

fn body(ticket: Ticket) -> [u8; 24] {
    let mut bytes = [0; 24];
    let parts = ticket.issued_ms.to_be_bytes().into_iter().chain(ticket.nonce);
    bytes.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
    bytes
}

fn decode(body: &[u8; 24], human: HumanCheck, purpose: TicketPurpose) -> Option<Ticket> {
    let (issued, nonce) = body.split_first_chunk::<8>()?;
    let issued_ms = i64::from_be_bytes(*issued);
    Some(Ticket { issued_ms, nonce: nonce.try_into().ok()?, human, purpose })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SigningKey {
        SigningKey::parse(&"5a".repeat(32)).unwrap()
    }

    const TICKET: Ticket = Ticket {
        issued_ms: 1_795_217_400_000,
        nonce: [7; 16],
        human: HumanCheck::NotAsked,
        purpose: TicketPurpose::Api,
    };

    #[test]
    fn ticket_is_valid_in_its_store_only() {
        let text = key().issue("one", TICKET);
        assert_eq!(key().verify("one", &text, TICKET.issued_ms), Ok(TICKET));
        assert_eq!(key().verify("two", &text, TICKET.issued_ms), Err(TicketError::Invalid));
        let other = SigningKey::parse(&"5b".repeat(32)).unwrap();
        assert_eq!(other.verify("one", &text, TICKET.issued_ms), Err(TicketError::Invalid));
    }

    #[test]
    fn tag_depends_on_key_store_ticket_and_body() {
        let tag = key().tag("one", &TICKET, b"body");
        assert_eq!(tag, key().tag("one", &TICKET, b"body"));
        let other = SigningKey::parse(&"5b".repeat(32)).unwrap();
        let later = Ticket { issued_ms: 0, ..TICKET };
        for another in [
            other.tag("one", &TICKET, b"body"),
            key().tag("two", &TICKET, b"body"),
            key().tag("one", &later, b"body"),
            key().tag("one", &TICKET, b"Body"),
        ] {
            assert_ne!(tag, another);
        }
    }

    #[test]
    fn ticket_with_a_flipped_bit_is_invalid() {
        let bytes = Base64UrlUnpadded::decode_vec(&key().issue("one", TICKET)).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut forged = bytes.clone();
            forged[bit / 8] ^= 1 << (bit % 8);
            let text = Base64UrlUnpadded::encode_string(&forged);
            assert_eq!(
                key().verify("one", &text, TICKET.issued_ms),
                Err(TicketError::Invalid),
                "bit {bit}"
            );
        }
    }

    #[test]
    fn ticket_expires_after_a_day() {
        let (text, born) = (key().issue("one", TICKET), TICKET.issued_ms);
        assert!(key().verify("one", &text, born + TICKET_TTL_MS).is_ok());
        assert_eq!(
            key().verify("one", &text, born + TICKET_TTL_MS + 1),
            Err(TicketError::Expired(TICKET))
        );
        assert_eq!(key().verify("one", &text, born - SKEW_MS - 1), Err(TicketError::Invalid));
    }

    #[test]
    fn ticket_carries_its_purpose_and_the_outcome_of_the_captcha() {
        for human in [HumanCheck::Passed, HumanCheck::Unavailable, HumanCheck::NotAsked] {
            let ticket = Ticket { human, ..TICKET };
            assert_eq!(
                key().verify("one", &key().issue("one", ticket), TICKET.issued_ms),
                Ok(ticket)
            );
        }
        let form = Ticket { purpose: TicketPurpose::Form, ..TICKET };
        let text = key().issue("one", form);
        assert_eq!(key().verify("one", &text, TICKET.issued_ms), Ok(form));
        let (a, b) = (
            key().issue("one", TICKET),
            key().issue("one", Ticket { human: HumanCheck::Passed, ..TICKET }),
        );
        assert!(a != b && a.len() == b.len());
    }

    #[test]
    fn ticket_and_secret_of_noise_are_invalid() {
        for noise in ["", "a", "=", "é", &"A".repeat(75), &"A".repeat(10_000)] {
            assert_eq!(key().verify("one", noise, 0), Err(TicketError::Invalid));
            assert!(!key().is_secret("id", noise));
        }
        assert!(key().is_secret("id", &key().secret("id")));
        assert!(!key().is_secret("other", &key().secret("id")));
    }
}
