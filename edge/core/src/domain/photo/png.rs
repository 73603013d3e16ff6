//! PNG: the chunks that the picture needs are kept; text, time and whatever is not known are left
//! out. Of Exif the orientation is kept, of a colour profile its numbers. An animation becomes its
//! first picture.

use super::cursor::{Cursor, size};
use super::{Kind, Photo, exif, icc};
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

const MARK: [u8; 8] = [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];
/// Chunks that are copied, each with its greatest length (PNG, third edition, chapter 11).
const KEPT: [(&[u8; 4], usize); 11] = [
    (b"IHDR", 13),
    (b"PLTE", 768),
    (b"IDAT", usize::MAX),
    (b"IEND", 0),
    (b"tRNS", 256),
    (b"gAMA", 4),
    (b"cHRM", 32),
    (b"sRGB", 1),
    (b"sBIT", 4),
    (b"bKGD", 6),
    (b"cICP", 4),
];
/// How well a colour profile is compressed, 0 to 10.
const LEVEL: u8 = 6;

pub(super) fn clean(sent: &[u8]) -> Option<Photo> {
    let mut rest = Cursor(sent.strip_prefix(&MARK)?);
    let mut picture = Picture::default();
    loop {
        let whole = rest;
        let length = size(rest.u32_be()?)?;
        let kind: [u8; 4] = rest.array()?;
        let data = rest.take(length)?;
        rest.u32_be()?;
        picture.add(kind, data, whole.0.get(..length.checked_add(12)?)?)?;
        if kind == *b"IEND" {
            return picture.finish();
        }
    }
}

/// The chunks of a picture that were read.
#[derive(Default)]
struct Picture {
    /// Width and height.
    frame: Option<(u32, u32)>,
    head: Vec<u8>,
    /// The chunks after the head.
    chunks: Vec<u8>,
    orientation: Option<u8>,
    profile: Option<Vec<u8>>,
    has_pixels: bool,
}

impl Picture {
    /// Adds a chunk; `None` for one that no picture has there.
    fn add(&mut self, kind: [u8; 4], data: &[u8], whole: &[u8]) -> Option<()> {
        if self.frame.is_none() {
            // The head comes first and is 13 bytes long.
            let is_head = kind == *b"IHDR" && data.len() == 13;
            let mut head = Cursor(Some(data).filter(|_| is_head)?);
            self.frame = Some((head.u32_be()?, head.u32_be()?));
            self.head = whole.to_vec();
            return Some(());
        }
        match &kind {
            b"IHDR" => return None,
            b"eXIf" => self.orientation = self.orientation.or(exif::orientation(data)),
            b"iCCP" => self.profile = self.profile.take().or_else(|| profile(data)),
            b"IDAT" => self.has_pixels = true,
            _ => {}
        }
        if KEPT.iter().any(|(kept, length_max)| **kept == kind && data.len() <= *length_max) {
            self.chunks.extend(whole);
        }
        Some(())
    }

    fn finish(self) -> Option<Photo> {
        let (width, height) = self.frame.filter(|_| self.has_pixels)?;
        let mut bytes = [&MARK[..], &self.head].concat();
        if let Some(profile) = self.profile {
            let data = [b"RGB\0\0", &compress_to_vec_zlib(&profile, LEVEL)[..]].concat();
            bytes.extend(chunk(b"iCCP", &data)?);
        }
        if let Some(orientation) = self.orientation {
            bytes.extend(chunk(b"eXIf", &exif::only(orientation))?);
        }
        bytes.extend(self.chunks);
        Some(Photo { kind: Kind::Png, width, height, bytes })
    }
}

/// The numbers of a colour profile: a name, a zero, the method 0, and the compressed profile.
fn profile(data: &[u8]) -> Option<Vec<u8>> {
    let name_end = data.iter().take(80).position(|byte| *byte == 0)?;
    let [0, 0, compressed @ ..] = data.get(name_end..)? else { return None };
    icc::colours_only(&unpacked(compressed)?)
}

/// A decompressed profile; `None` for one that is larger than profiles are. No more of it is
/// decompressed.
pub(super) fn unpacked(compressed: &[u8]) -> Option<Vec<u8>> {
    decompress_to_vec_zlib_with_limit(compressed, icc::BYTES_MAX).ok()
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(data.len()).ok()?.to_be_bytes();
    let covered = [kind, data].concat();
    let check = crc32fast::hash(&covered).to_be_bytes();
    Some([&length[..], &covered, &check].concat())
}
