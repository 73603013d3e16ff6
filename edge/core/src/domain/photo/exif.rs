//! The one word of Exif that the picture needs: which way is up (Exif 2.32, tag 0x0112).

use super::cursor::{Cursor, size};

const ORIENTATION: u16 = 0x0112;
/// Most entries of a directory that are looked at.
const ENTRIES_MAX: u16 = 512;
/// What Exif begins with in a JPEG, and in some files of other kinds.
pub(super) const PREFIX: &[u8] = b"Exif\0\0";

/// The orientation, 2 to 8, where Exif (with its prefix or without) turns the picture.
pub(super) fn orientation(exif: &[u8]) -> Option<u8> {
    let tiff = exif.strip_prefix(PREFIX).unwrap_or(exif);
    let little = match tiff.first_chunk::<4>()? {
        [b'I', b'I', 42, 0] => true,
        [b'M', b'M', 0, 42] => false,
        _ => return None,
    };
    let u16 = |at: &mut Cursor<'_>| {
        at.array().map(if little { u16::from_le_bytes } else { u16::from_be_bytes })
    };
    let mut head = Cursor(tiff.get(4..)?);
    let first: u32 =
        head.array().map(if little { u32::from_le_bytes } else { u32::from_be_bytes })?;
    let mut entries = Cursor(tiff.get(size(first)?..)?);
    for _ in 0..u16(&mut entries)?.min(ENTRIES_MAX) {
        let mut entry = Cursor(entries.take(12)?);
        let (tag, kind) = (u16(&mut entry)?, u16(&mut entry)?);
        entry.take(4)?;
        if tag == ORIENTATION && kind == 3 {
            return u8::try_from(u16(&mut entry)?).ok().filter(|turned| (2..=8).contains(turned));
        }
    }
    None
}

/// Exif, without its prefix, that says nothing but the orientation.
pub(super) fn only(orientation: u8) -> [u8; 26] {
    let mut tiff = *b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    if let Some(value) = tiff.get_mut(19) {
        *value = orientation;
    }
    tiff
}
