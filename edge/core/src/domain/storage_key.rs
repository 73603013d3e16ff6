//! The grammar of keys and of claim numbers. A key is `claim/{store}/{inv13}/{nonce32}/{tag16}`:
//! newest first, one ticket under one prefix, one body under one key. A claim's number is its key
//! with dashes.

use crate::domain::ticket::{Ticket, TicketPurpose};
use recourse::claim::HumanCheck;
use recourse::types::StoreId;

/// The greatest instant that 13 digits can count down from.
const MAX_TIMESTAMP_MS: i64 = 9_999_999_999_999;

/// The key of one claim. Every part is checked, so a key cannot leave its store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimKey {
    store: StoreId,
    inverse: String,
    nonce: String,
    tag: String,
}

impl ClaimKey {
    /// The key of the claim of a ticket and a body; `tag` identifies the body.
    #[must_use]
    pub fn new(store: &StoreId, ticket: &Ticket, tag: &[u8; 8]) -> ClaimKey {
        ClaimKey {
            store: store.clone(),
            inverse: inverse_time(ticket.issued_ms),
            nonce: hex::encode(ticket.nonce),
            tag: hex::encode(tag),
        }
    }

    /// Reads a claim's number; `None` for anything that this edge would not have given out.
    #[must_use]
    pub fn parse(id: &str) -> Option<ClaimKey> {
        let mut parts = id.rsplitn(4, '-');
        let (tag, nonce, inverse) = (parts.next()?, parts.next()?, parts.next()?);
        let store = StoreId::parse(parts.next()?).ok()?;
        let good = is_hex(tag, 16)
            && is_hex(nonce, 32)
            && inverse.len() == 13
            && inverse.bytes().all(|b| b.is_ascii_digit());
        good.then(|| ClaimKey {
            store,
            inverse: inverse.to_owned(),
            nonce: nonce.to_owned(),
            tag: tag.to_owned(),
        })
    }

    /// Reads a key of the ledger, with the same care.
    #[must_use]
    pub fn parse_key(key: &str) -> Option<ClaimKey> {
        ClaimKey::parse(&key.strip_prefix("claim/")?.replace('/', "-"))
            .filter(|read| read.storage_key() == key)
    }

    /// The claim's public number.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}-{}-{}-{}", self.store, self.inverse, self.nonce, self.tag)
    }

    /// The key in the ledger.
    #[must_use]
    pub fn storage_key(&self) -> String {
        format!("{}{}", self.ticket_prefix(), self.tag)
    }

    /// The prefix of all claims of this ticket.
    #[must_use]
    pub fn ticket_prefix(&self) -> String {
        format!("claim/{}/{}/{}/", self.store, self.inverse, self.nonce)
    }

    /// The prefix of all events of the claim.
    #[must_use]
    pub fn event_prefix(&self) -> String {
        format!("event/{}/{}/{}/{}/", self.store, self.inverse, self.nonce, self.tag)
    }

    /// The key of one event.
    #[must_use]
    pub fn event(&self, tag: &[u8; 8]) -> String {
        format!("{}{}", self.event_prefix(), hex::encode(tag))
    }

    /// The prefix of all photos of this ticket.
    #[must_use]
    pub fn photo_prefix(&self) -> String {
        format!("photo/{}/{}/{}/", self.store, self.inverse, self.nonce)
    }

    /// The prefix of all uploads of this ticket: photos that no claim names yet.
    #[must_use]
    pub fn upload_prefix(&self) -> String {
        format!("upload/{}/{}/{}/", self.store, self.inverse, self.nonce)
    }

    /// The ticket of the claim, without its purpose and the outcome of the bot check.
    #[must_use]
    pub fn ticket(&self) -> Ticket {
        let mut nonce = [0; 16];
        // The digits were checked when the key was parsed.
        let _ = hex::decode_to_slice(&self.nonce, &mut nonce);
        let (human, purpose) = (HumanCheck::default(), TicketPurpose::default());
        Ticket { issued_ms: self.issued_ms(), nonce, human, purpose }
    }

    /// When its ticket was issued, in milliseconds since 1970.
    #[must_use]
    pub fn issued_ms(&self) -> i64 {
        MAX_TIMESTAMP_MS.saturating_sub(self.inverse.parse().unwrap_or(MAX_TIMESTAMP_MS))
    }

    /// The store it belongs to.
    #[must_use]
    pub fn store(&self) -> &StoreId {
        &self.store
    }
}

/// The prefix of all photos of a store.
#[must_use]
pub fn photos_prefix(store: &StoreId) -> String {
    format!("photo/{store}/")
}

/// A position among the photos of a store: photos of newer tickets come before it, those of older
/// ones after it.
#[must_use]
pub fn photos_at(store: &StoreId, at_ms: i64) -> String {
    format!("{}{}", photos_prefix(store), inverse_time(at_ms))
}

/// The prefix of all uploads of a store.
#[must_use]
pub fn uploads_prefix(store: &StoreId) -> String {
    format!("upload/{store}/")
}

/// A position among the uploads of a store, as that of [`photos_at`].
#[must_use]
pub fn uploads_at(store: &StoreId, at_ms: i64) -> String {
    format!("{}{}", uploads_prefix(store), inverse_time(at_ms))
}

/// An instant as 13 digits that sort newest first.
#[must_use]
pub fn inverse_time(at_ms: i64) -> String {
    format!("{:013}", MAX_TIMESTAMP_MS.saturating_sub(at_ms).clamp(0, MAX_TIMESTAMP_MS))
}

/// The prefix of the claims that can name this photo; `None` for a key that is not one of a photo.
#[must_use]
pub fn claims_of_photo(key: &str) -> Option<String> {
    let (ticket, _) = key.strip_prefix("photo/")?.rsplit_once('/')?;
    Some(format!("claim/{ticket}/"))
}

/// The prefix of all claims of a store. The closing slash excludes `shop-2` from `shop`.
#[must_use]
pub fn store_prefix(store: &StoreId) -> String {
    format!("claim/{store}/")
}

/// The prefix of the pending webhooks of a store.
#[must_use]
pub fn pending_webhooks_prefix(store: &StoreId) -> String {
    format!("webhook/{store}/")
}

/// The key of a pending webhook, older ones first.
#[must_use]
pub fn pending_webhook_key(store: &StoreId, at_ms: i64, message: &str) -> String {
    let at_ms = at_ms.clamp(0, MAX_TIMESTAMP_MS);
    format!("{}{at_ms:013}/{message}", pending_webhooks_prefix(store))
}

fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(store: &str, at: i64) -> ClaimKey {
        ClaimKey::new(
            &StoreId::parse(store).unwrap(),
            &Ticket {
                issued_ms: at,
                nonce: [171; 16],
                human: Default::default(),
                purpose: Default::default(),
            },
            &[7; 8],
        )
    }

    #[test]
    fn storage_key_is_parsed_from_a_claim_number() {
        for store in ["one", "a-b_c", "x"] {
            let made = key(store, 1_795_217_400_000);
            assert_eq!(ClaimKey::parse_key(&made.storage_key()), Some(made.clone()));
            assert_eq!(ClaimKey::parse_key(&made.id()), None);
            assert_eq!(
                (made.ticket().issued_ms, made.ticket().nonce),
                (1_795_217_400_000, [171; 16])
            );
            assert_eq!(ClaimKey::parse(&made.id()), Some(made));
        }
    }

    #[test]
    fn storage_key_of_newer_claims_sorts_first() {
        assert!(key("one", 2_000).storage_key() < key("one", 1_000).storage_key());
    }

    #[test]
    fn storage_key_stays_in_its_store() {
        let good = key("one", 0).id();
        let rest = good.strip_prefix("one").unwrap();
        for store in ["", "..", "one/two", "One", "one\0", "é", "1", &"a".repeat(65)] {
            assert_eq!(ClaimKey::parse(&format!("{store}{rest}")), None, "{store:?}");
        }
        for bad in ["", "-", "one", "one-1-2-3", &good.to_uppercase(), &format!("{good}0")] {
            assert_eq!(ClaimKey::parse(bad), None, "{bad}");
        }
    }
}
