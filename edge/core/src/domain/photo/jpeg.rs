//! JPEG: tables, frames and scans are kept, with JFIF, the numbers of the colour profile and
//! Adobe's transform; everything else that an application wrote is left out.

use super::cursor::Cursor;
use super::{Kind, Photo, exif, icc};

const START: [u8; 2] = [0xFF, 0xD8];
const END: [u8; 2] = [0xFF, 0xD9];
/// Length of a JFIF segment without a small picture in it.
const JFIF: usize = 14;
/// Most scans of a picture. Cameras write 1 to 4, progressive encoders about 10; a viewer goes
/// through the whole picture for each of them.
const SCANS_MAX: u8 = 100;
/// What a part of a colour profile begins with.
const PROFILE: &[u8] = b"ICC_PROFILE\0";

pub(super) fn clean(sent: &[u8]) -> Option<Photo> {
    let mut rest = Cursor(sent.strip_prefix(&START)?);
    let mut picture = Picture::default();
    loop {
        match marker(&mut rest)? {
            0xD9 => return picture.finish(),
            0x01 | 0xD0..=0xD8 => return None,
            kind => {
                let length = rest.u16_be()?;
                let segment = rest.take(usize::from(length).checked_sub(2)?)?;
                picture.add(kind, length, segment)?;
                if kind == 0xDA {
                    picture.bytes.extend(scan(&mut rest)?);
                }
            }
        }
    }
}

/// The parts of a picture that were read.
#[derive(Default)]
struct Picture<'a> {
    /// The parts that are kept, without the start of the file.
    bytes: Vec<u8>,
    /// Height and width.
    frame: Option<(u16, u16)>,
    orientation: Option<u8>,
    /// Parts of the colour profile: number, number of all, bytes.
    profile: Vec<(u8, u8, &'a [u8])>,
    scans: u8,
}

impl<'a> Picture<'a> {
    /// Adds a segment; `None` for one that no picture has there.
    fn add(&mut self, kind: u8, length: u16, segment: &'a [u8]) -> Option<()> {
        match kind {
            0xE1 if segment.starts_with(exif::PREFIX) => {
                self.orientation = self.orientation.or(exif::orientation(segment));
            }
            0xE2 => self.profile.extend(profile_part(segment)),
            // The number of lines, which must be the one of the frame.
            0xDC => {
                let lines = Cursor(segment).u16_be()?;
                self.frame.filter(|(height, _)| *height == lines)?;
            }
            0xDA => {
                self.frame?;
                self.scans = self.scans.checked_add(1).filter(|scans| *scans <= SCANS_MAX)?;
            }
            // Two frames are two pictures: the size of the first says nothing of the second.
            kind if is_frame(kind) => {
                let size = size_of(segment).filter(|_| self.frame.is_none())?;
                self.frame = Some(size);
            }
            _ => {}
        }
        if is_kept(kind, segment) {
            self.bytes.extend([0xFF, kind]);
            self.bytes.extend(length.to_be_bytes());
            self.bytes.extend(segment);
        }
        Some(())
    }

    fn finish(self) -> Option<Photo> {
        let (height, width) = self.frame.filter(|_| self.scans > 0)?;
        let mut bytes = START.to_vec();
        if let Some(orientation) = self.orientation {
            let exif = [exif::PREFIX, &exif::only(orientation)].concat();
            bytes.extend(application_segment(0xE1, &exif)?);
        }
        if let Some(profile) = joined(self.profile).and_then(|sent| icc::colours_only(&sent)) {
            let part = [PROFILE, &[1, 1], &profile].concat();
            bytes.extend(application_segment(0xE2, &part)?);
        }
        bytes.extend(self.bytes);
        bytes.extend(END);
        Some(Photo { kind: Kind::Jpeg, width: width.into(), height: height.into(), bytes })
    }
}

fn application_segment(kind: u8, data: &[u8]) -> Option<Vec<u8>> {
    let length = u16::try_from(data.len().checked_add(2)?).ok()?;
    Some([&[0xFF, kind][..], &length.to_be_bytes(), data].concat())
}

fn profile_part(segment: &[u8]) -> Option<(u8, u8, &[u8])> {
    let [number, count, part @ ..] = segment.strip_prefix(PROFILE)? else { return None };
    Some((*number, *count, part))
}

/// The colour profile, if every part of it is there once.
fn joined(mut parts: Vec<(u8, u8, &[u8])>) -> Option<Vec<u8>> {
    parts.sort_by_key(|(number, _, _)| *number);
    let count = u8::try_from(parts.len()).ok().filter(|count| *count > 0)?;
    let is_whole = parts.iter().zip(1..=count).all(|((n, of, _), own)| *n == own && *of == count);
    is_whole.then(|| parts.iter().flat_map(|(_, _, part)| part.iter().copied()).collect())
}

/// The next marker; any number of 0xFF may stand before it.
pub(super) fn marker(rest: &mut Cursor<'_>) -> Option<u8> {
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

/// Height and width of a frame of one to four components.
fn size_of(segment: &[u8]) -> Option<(u16, u16)> {
    let mut rest = Cursor(segment);
    rest.u8()?;
    let size = (rest.u16_be()?, rest.u16_be()?);
    let components = rest.u8().filter(|count| (1..=4).contains(count))?;
    (rest.0.len() == usize::from(components).checked_mul(3)?).then_some(size)
}

fn is_kept(kind: u8, segment: &[u8]) -> bool {
    match kind {
        // Tables, frames, scans, restart intervals.
        0xC0..=0xCF | 0xDA | 0xDB | 0xDD => true,
        0xE0 => segment.starts_with(b"JFIF\0") && segment.len() == JFIF,
        0xEE => segment.starts_with(b"Adobe") && segment.len() == 12,
        _ => false,
    }
}
