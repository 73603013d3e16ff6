//! JPEG: tables, frames and scans are kept, with JFIF, colour profile and Adobe's transform;
//! everything else that an application wrote is left out.

use super::cursor::Cursor;
use super::exif;
use super::{Kind, Photo};

const START: [u8; 2] = [0xFF, 0xD8];
const END: [u8; 2] = [0xFF, 0xD9];
/// Length of a JFIF segment without a small picture in it.
const JFIF: usize = 14;

pub(super) fn clean(sent: &[u8]) -> Option<Photo> {
    let mut rest = Cursor(sent.strip_prefix(&START)?);
    let (mut bytes, mut frame, mut turned, mut scans) = (START.to_vec(), None, None, false);
    loop {
        match marker(&mut rest)? {
            0xD9 => break,
            0x01 | 0xD0..=0xD8 => return None,
            kind => {
                let length = usize::from(rest.u16_be()?);
                let segment = rest.take(length.checked_sub(2)?)?;
                if kind == 0xE1 {
                    turned = turned.or(exif::orientation(segment));
                }
                if is_frame(kind) {
                    // Two frames are two pictures (or a trap): the first size would say nothing of
                    // the second.
                    let first = frame.is_none();
                    frame = size_of(segment).filter(|_| first);
                    frame?;
                }
                if is_kept(kind, segment) {
                    bytes.extend([0xFF, kind]);
                    bytes.extend(u16::try_from(length).ok()?.to_be_bytes());
                    bytes.extend(segment);
                }
                if kind == 0xDA {
                    frame?;
                    bytes.extend(scan(&mut rest)?);
                    scans = true;
                }
            }
        }
    }
    let (height, width) = frame.filter(|_| scans)?;
    bytes.extend(END);
    if let Some(turned) = turned {
        bytes.splice(2..2, exif::only(turned));
    }
    Some(Photo { kind: Kind::Jpeg, width: width.into(), height: height.into(), bytes })
}

/// The next marker; any number of 0xFF may stand before it.
fn marker(rest: &mut Cursor<'_>) -> Option<u8> {
    let mut byte = Some(rest.u8()?).filter(|byte| *byte == 0xFF)?;
    while byte == 0xFF {
        byte = rest.u8()?;
    }
    (byte != 0).then_some(byte)
}

/// The coded pixels after a scan's head: up to the next marker that is no restart.
fn scan<'a>(rest: &mut Cursor<'a>) -> Option<&'a [u8]> {
    let next =
        |pair: &[u8]| matches!(pair, [0xFF, byte] if !matches!(byte, 0 | 0xFF | 0xD0..=0xD7));
    let end = rest.0.windows(2).position(next)?;
    rest.take(end)
}

fn is_frame(kind: u8) -> bool {
    matches!(kind, 0xC0..=0xCF) && !matches!(kind, 0xC4 | 0xC8 | 0xCC)
}

/// Height and width of a frame.
fn size_of(segment: &[u8]) -> Option<(u16, u16)> {
    let mut segment = Cursor(segment);
    segment.u8()?;
    Some((segment.u16_be()?, segment.u16_be()?))
}

fn is_kept(kind: u8, segment: &[u8]) -> bool {
    match kind {
        // Tables, frames, scans, restart intervals, number of lines.
        0xC0..=0xCF | 0xDA..=0xDD => true,
        0xE0 => segment.starts_with(b"JFIF\0") && segment.len() == JFIF,
        0xE2 => segment.starts_with(b"ICC_PROFILE\0"),
        0xEE => segment.starts_with(b"Adobe") && segment.len() == 12,
        _ => false,
    }
}
