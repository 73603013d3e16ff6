//! WebP: one picture with its transparency is kept, of a colour profile its numbers, of Exif the
//! orientation; XMP and unknown chunks are left out. An animation is no photo.

use super::cursor::{Cursor, size};
use super::{Kind, Photo, exif, icc};

/// Bits of the extended head (RFC 9649, section 2.7.1).
const ANIMATION: u8 = 0x02;
const EXIF: u8 = 0x08;
const ALPHA: u8 = 0x10;
const PROFILE: u8 = 0x20;

pub(super) fn clean(sent: &[u8]) -> Option<Photo> {
    let mut rest = Cursor(sent.get(4..)?);
    let length = size(rest.u32_le()?)?;
    // What follows the stated length is no part of the picture.
    let mut rest = Cursor(rest.0.get(..length)?.strip_prefix(b"WEBP")?);
    let mut picture = Picture::default();
    while !rest.0.is_empty() {
        let kind: [u8; 4] = rest.array()?;
        let count = rest.u32_le()?;
        let data = rest.take(size(count)?)?;
        if count % 2 == 1 {
            rest.u8()?;
        }
        picture.add(kind, data)?;
    }
    picture.finish()
}

/// The chunk of the pixels: its kind, its bytes, its size (width, height).
type Pixels<'a> = ([u8; 4], &'a [u8], (u32, u32));

/// The chunks of a picture that were read.
#[derive(Default)]
struct Picture<'a> {
    /// Flags and size (width, height) of the extended head.
    head: Option<(u8, (u32, u32))>,
    profile: Option<Vec<u8>>,
    transparency: Option<&'a [u8]>,
    pixels: Option<Pixels<'a>>,
    orientation: Option<u8>,
}

impl<'a> Picture<'a> {
    /// Adds a chunk; `None` for one that no picture has there, and for a second one of its kind.
    fn add(&mut self, kind: [u8; 4], data: &'a [u8]) -> Option<()> {
        match &kind {
            b"VP8X" => {
                let is_first = self.head.is_none() && self.pixels.is_none();
                self.head = Some(extended_head(data).filter(|_| is_first)?);
            }
            b"VP8 " | b"VP8L" => {
                let size = if kind == *b"VP8L" { lossless_size(data)? } else { lossy_size(data)? };
                let is_first = self.pixels.is_none();
                self.pixels = Some((kind, data, size)).filter(|_| is_first);
                self.pixels?;
            }
            b"ALPH" => {
                let is_first = self.transparency.is_none() && self.pixels.is_none();
                self.transparency = Some(data).filter(|_| is_first);
                self.transparency?;
            }
            b"ICCP" => self.profile = self.profile.take().or_else(|| icc::colours_only(data)),
            b"EXIF" => self.orientation = self.orientation.or(exif::orientation(data)),
            _ => {}
        }
        Some(())
    }

    fn finish(self) -> Option<Photo> {
        let (kind, pixels, size) = self.pixels?;
        let mut chunks = b"WEBP".to_vec();
        // A picture without an extended head has nothing but pixels.
        if let Some((flags, canvas)) = self.head {
            // The canvas of a picture that is no animation is the picture.
            (canvas == size).then_some(())?;
            let flags = flags & ALPHA
                | self.profile.as_ref().map_or(0, |_| PROFILE)
                | self.orientation.map_or(0, |_| EXIF);
            chunk(&mut chunks, *b"VP8X", &written_head(flags, canvas))?;
            if let Some(profile) = self.profile {
                chunk(&mut chunks, *b"ICCP", &profile)?;
            }
            if let Some(transparency) = self.transparency {
                chunk(&mut chunks, *b"ALPH", transparency)?;
            }
        }
        chunk(&mut chunks, kind, pixels)?;
        if let Some(orientation) = self.orientation.filter(|_| self.head.is_some()) {
            chunk(&mut chunks, *b"EXIF", &exif::only(orientation))?;
        }
        let length = u32::try_from(chunks.len()).ok()?.to_le_bytes();
        let bytes = [b"RIFF", &length[..], &chunks].concat();
        let (width, height) = size;
        Some(Photo { kind: Kind::Webp, width, height, bytes })
    }
}

fn chunk(chunks: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) -> Option<()> {
    chunks.extend(kind);
    chunks.extend(u32::try_from(data.len()).ok()?.to_le_bytes());
    chunks.extend(data);
    chunks.extend((data.len() % 2 == 1).then_some(0));
    Some(())
}

/// Flags, width and height of the extended head.
fn extended_head(data: &[u8]) -> Option<(u8, (u32, u32))> {
    let [flags, _, _, _, w0, w1, w2, h0, h1, h2] = data else { return None };
    let size = |bytes: [u8; 3]| {
        let [low, middle, high] = bytes.map(u32::from);
        (low | (middle << 8) | (high << 16)).saturating_add(1)
    };
    let size = (size([*w0, *w1, *w2]), size([*h0, *h1, *h2]));
    (*flags & ANIMATION == 0).then_some((*flags, size))
}

fn written_head(flags: u8, (width, height): (u32, u32)) -> [u8; 10] {
    let [w0, w1, w2, _] = width.saturating_sub(1).to_le_bytes();
    let [h0, h1, h2, _] = height.saturating_sub(1).to_le_bytes();
    [flags, 0, 0, 0, w0, w1, w2, h0, h1, h2]
}

/// The size of a key frame (RFC 6386, section 9.1).
fn lossy_size(data: &[u8]) -> Option<(u32, u32)> {
    let [tag, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1, ..] = data else { return None };
    let bits14 = |low: u8, high: u8| u32::from(low) | (u32::from(high & 0x3F) << 8);
    (tag & 1 == 0).then_some((bits14(*w0, *w1), bits14(*h0, *h1)))
}

/// The size of a lossless picture (RFC 9649, section 3.4).
fn lossless_size(data: &[u8]) -> Option<(u32, u32)> {
    let [0x2F, b0, b1, b2, b3, ..] = data else { return None };
    let bits = u32::from_le_bytes([*b0, *b1, *b2, *b3]);
    Some(((bits & 0x3FFF).saturating_add(1), ((bits >> 14) & 0x3FFF).saturating_add(1)))
}
