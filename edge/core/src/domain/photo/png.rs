//! PNG: the chunks that the picture needs are kept; text, time, Exif and whatever is not known are
//! left out. An animation becomes its first picture.

use super::cursor::{Cursor, size};
use super::{Kind, Photo};

const MARK: [u8; 8] = [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];
const KEPT: [&[u8; 4]; 12] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"bKGD", b"cICP",
];

pub(super) fn clean(sent: &[u8]) -> Option<Photo> {
    let mut rest = Cursor(sent.strip_prefix(&MARK)?);
    let (mut bytes, mut frame, mut pixels) = (MARK.to_vec(), None, false);
    loop {
        let whole = rest;
        let length = size(rest.u32_be()?)?;
        let kind: [u8; 4] = rest.array()?;
        let data = rest.take(length)?;
        rest.u32_be()?;
        if frame.is_none() {
            // The head comes first and is 13 bytes long.
            let head = kind == *b"IHDR" && length == 13;
            let mut head = Cursor(Some(data).filter(|_| head)?);
            frame = Some((head.u32_be()?, head.u32_be()?));
        } else if kind == *b"IHDR" {
            return None;
        }
        if KEPT.contains(&&kind) {
            bytes.extend(whole.0.get(..length.checked_add(12)?)?);
        }
        pixels |= kind == *b"IDAT";
        if kind == *b"IEND" {
            break;
        }
    }
    let (width, height) = frame.filter(|_| pixels)?;
    Some(Photo { kind: Kind::Png, width, height, bytes })
}
