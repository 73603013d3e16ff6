//! WebP: one picture with its transparency and colour profile is kept; Exif, XMP and unknown chunks
//! are left out. An animation is no photo.

use super::cursor::{Cursor, size};
use super::{Kind, Photo};

/// Bits of the extended head that announce what is left out: Exif and XMP.
const METADATA: u8 = 0x08 | 0x04;
const ANIMATION: u8 = 0x02;

pub(super) fn clean(sent: &[u8]) -> Option<Photo> {
    let mut rest = Cursor(sent.get(4..)?);
    let length = size(rest.u32_le()?)?;
    // What follows the stated length is no part of the picture.
    let mut rest = Cursor(rest.0.get(..length)?.strip_prefix(b"WEBP")?);
    let mut chunks = b"WEBP".to_vec();
    let (mut frame, mut pixels) = (None, false);
    while !rest.0.is_empty() {
        let kind: [u8; 4] = rest.array()?;
        let count = rest.u32_le()?;
        let data = rest.take(size(count)?)?;
        if count % 2 == 1 {
            rest.u8()?;
        }
        let picture = matches!(&kind, b"VP8 " | b"VP8L");
        if !picture && !matches!(&kind, b"VP8X" | b"ALPH" | b"ICCP") {
            continue;
        }
        let mut data = data.to_vec();
        let found = size_of(kind, &mut data)?;
        // The head's size is the canvas; a picture without a head states its own.
        frame = frame.or(found);
        if pixels && picture {
            return None;
        }
        pixels |= picture;
        chunks.extend(kind);
        chunks.extend(count.to_le_bytes());
        chunks.extend(&data);
        chunks.extend((count % 2 == 1).then_some(0));
    }
    let (width, height) = frame.filter(|_| pixels)?;
    let mut bytes = b"RIFF".to_vec();
    bytes.extend(u32::try_from(chunks.len()).ok()?.to_le_bytes());
    bytes.extend(chunks);
    Some(Photo { kind: Kind::Webp, width, height, bytes })
}

/// The size that a chunk states, if it states one; the outer `None` for a chunk that is damaged.
/// The extended head forgets what it says about metadata.
#[expect(clippy::option_option, reason = "damaged is not the same as silent")]
fn size_of(kind: [u8; 4], data: &mut [u8]) -> Option<Option<(u32, u32)>> {
    let bits14 = |low: u8, high: u8| u32::from(low) | (u32::from(high & 0x3F) << 8);
    match (&kind, &mut *data) {
        (b"VP8X", [flags, _, _, _, w0, w1, w2, h0, h1, h2]) => {
            if *flags & ANIMATION != 0 {
                return None;
            }
            *flags &= !METADATA;
            let size = |bytes: [u8; 3]| {
                let [low, middle, high] = bytes.map(u32::from);
                (low | (middle << 8) | (high << 16)).saturating_add(1)
            };
            Some(Some((size([*w0, *w1, *w2]), size([*h0, *h1, *h2]))))
        }
        (b"VP8X", _) => None,
        (b"VP8 ", [_, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1, ..]) => {
            Some(Some((bits14(*w0, *w1), bits14(*h0, *h1))))
        }
        (b"VP8L", [0x2F, b0, b1, b2, b3, ..]) => {
            let bits = u32::from_le_bytes([*b0, *b1, *b2, *b3]);
            Some(Some((
                (bits & 0x3FFF).saturating_add(1),
                ((bits >> 14) & 0x3FFF).saturating_add(1),
            )))
        }
        (b"VP8 " | b"VP8L", _) => None,
        _ => Some(None),
    }
}
