//! The name of a photo: the hash of its bytes, a tag, its kind. The tag says that the photo was
//! stored under a ticket, so a claim that names it needs no lookup.

use super::photo::{KINDS, Kind, Photo};
use super::ticket::{SigningKey, Ticket};
use sha2::{Digest, Sha256};

/// Hexadecimal digits of the hash.
const HASH_DIGITS: usize = 32;

/// The name of a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoName(String);

impl PhotoName {
    /// The name of a photo under a ticket.
    #[must_use]
    pub fn of(photo: &Photo, key: &SigningKey, store: &str, ticket: &Ticket) -> PhotoName {
        let mut hash = hex::encode(Sha256::digest(&photo.bytes));
        hash.truncate(HASH_DIGITS);
        PhotoName::tagged(&hash, photo.kind, key, store, ticket)
    }

    fn tagged(hash: &str, kind: Kind, key: &SigningKey, store: &str, ticket: &Ticket) -> PhotoName {
        let extension = kind.extension();
        let tag = key.photo_tag(store, ticket, format!("{hash}.{extension}").as_bytes());
        PhotoName(format!("{hash}-{}.{extension}", hex::encode(tag)))
    }

    /// Whether a text is the name of a photo that was stored under this ticket.
    #[must_use]
    pub fn is_valid(text: &str, key: &SigningKey, store: &str, ticket: &Ticket) -> bool {
        let Some((hash, rest)) = text.split_once('-') else { return false };
        let Some((_, extension)) = rest.split_once('.') else { return false };
        let Some(kind) = kind_of(extension).filter(|_| hash.len() == HASH_DIGITS) else {
            return false;
        };
        let name = PhotoName::tagged(hash, kind, key, store, ticket);
        key.constant_time_eq(&name.0, text)
    }

    /// The name as text.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0
    }
}

/// The kind of a photo by the end of its name.
#[must_use]
pub fn kind_of(extension: &str) -> Option<Kind> {
    KINDS.into_iter().find(|kind| kind.extension() == extension)
}
