//! Colour profiles (ICC.1:2022): the numbers that a picture needs for its colours, without anything
//! else. A profile has texts, a date, a device, its maker and often the name of its owner; so a
//! profile is never copied. A new one is written from the primaries and tone curves of the sent
//! one. A profile that is not made of these (those of printers and scanners) is left out.

use super::cursor::{Cursor, size};

/// Largest profile that is read, in bytes. Those of cameras and displays have 0.5 to 10 KB.
pub(super) const BYTES_MAX: usize = 64 * 1024;
/// Most tags that are looked at; profiles have about twenty.
const TAGS_MAX: u32 = 100;
/// Most entries of a tone curve.
const CURVE_MAX: u32 = 4_096;
/// Largest number (15.16 fixed point) of a matrix or curve, exclusive. Four letters are far above.
const NUMBER_MAX: u32 = 64 << 16;
/// Length of the head and of the number of tags.
const HEAD: usize = 128;

/// Tags of a picture in red, green and blue, and of a grey one; those in the second list of each
/// may be absent.
const RGB: (&[&[u8; 4]], &[&[u8; 4]]) =
    (&[b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"], &[b"wtpt", b"chad"]);
const GREY: (&[&[u8; 4]], &[&[u8; 4]]) = (&[b"kTRC"], &[b"wtpt", b"chad"]);

/// Length of a description of version 2: its text, and no text in the two other alphabets.
const DESCRIPTION_2: usize = 94;

/// A profile with the same colours and nothing else; `None` where it has to be left out.
pub(super) fn colours_only(sent: &[u8]) -> Option<Vec<u8>> {
    let sent = Some(sent).filter(|sent| sent.len() <= BYTES_MAX)?;
    let (version, space) = (field(sent, 8)?, field(sent, 16)?);
    let is_profile = field(sent, 36)? == *b"acsp" && field(sent, 20)? == *b"XYZ ";
    let (required, optional) = match &space {
        b"RGB " => RGB,
        b"GRAY" => GREY,
        _ => return None,
    };
    let mut tags: Vec<([u8; 4], Vec<u8>)> = Vec::new();
    for name in required {
        tags.push((**name, element(sent, name)?));
    }
    for name in optional {
        tags.extend(element(sent, name).map(|element| (**name, element)));
    }
    let [major, minor, _, _] = version;
    let [description, copyright] = texts(major);
    tags.extend([(*b"desc", description), (*b"cprt", copyright)]);
    is_profile.then(|| write([major, minor], space, intent(sent), &tags)).flatten()
}

fn field(sent: &[u8], at: usize) -> Option<[u8; 4]> {
    sent.get(at..)?.first_chunk::<4>().copied()
}

/// The description and the copyright, which every profile has: "RGB", in the types of version 2 and
/// of version 4.
fn texts(major: u8) -> [Vec<u8>; 2] {
    if major >= 4 {
        let text = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0CenUS\0\0\0\x06\0\0\0\x1C\0R\0G\0B".to_vec();
        return [text.clone(), text];
    }
    let mut description = b"desc\0\0\0\0\0\0\0\x04RGB\0".to_vec();
    description.resize(DESCRIPTION_2, 0);
    [description, b"text\0\0\0\0RGB\0".to_vec()]
}

/// The rendering intent, 0 to 3.
fn intent(sent: &[u8]) -> u8 {
    sent.get(67).map_or(0, |intent| intent & 3)
}

/// The element of a tag, parsed and cut to its length.
fn element(sent: &[u8], name: &[u8; 4]) -> Option<Vec<u8>> {
    let mut table = Cursor(sent.get(HEAD..)?);
    for _ in 0..table.u32_be()?.min(TAGS_MAX) {
        let (own, at, length) = (table.array::<4>()?, table.u32_be()?, table.u32_be()?);
        if own == *name {
            let element = sent.get(size(at)?..)?.get(..size(length)?)?;
            return numbers_only(element).map(<[u8]>::to_vec);
        }
    }
    None
}

/// An element that consists of numbers: a colour, a matrix, a tone curve.
fn numbers_only(element: &[u8]) -> Option<&[u8]> {
    let mut rest = Cursor(element);
    let (kind, reserved) = (rest.array::<4>()?, rest.u32_be()?);
    let length = match &kind {
        b"XYZ " => fixed_numbers(rest, 3)?,
        b"sf32" => fixed_numbers(rest, 9)?,
        b"para" => {
            let count = [1, 3, 4, 5, 7].get(usize::from(rest.u16_be()?)).copied()?;
            (rest.u16_be()? == 0).then_some(())?;
            fixed_numbers(rest, count)?.checked_add(4)?
        }
        b"curv" => curve(rest)?,
        _ => return None,
    };
    element.get(..length.checked_add(8)?).filter(|_| reserved == 0)
}

/// The length of so many fixed-point numbers, none of them larger than colours need.
fn fixed_numbers(mut rest: Cursor<'_>, count: usize) -> Option<usize> {
    for _ in 0..count {
        let number = rest.u32_be()?.cast_signed().unsigned_abs();
        (number < NUMBER_MAX).then_some(())?;
    }
    count.checked_mul(4)
}

/// The length of a tone curve. Its entries never fall, which no text does.
fn curve(mut rest: Cursor<'_>) -> Option<usize> {
    let count = rest.u32_be().filter(|count| *count <= CURVE_MAX)?;
    let mut last = 0;
    for _ in 0..count {
        let entry = rest.u16_be().filter(|entry| *entry >= last)?;
        last = entry;
    }
    size(count)?.checked_mul(2)?.checked_add(4)
}

fn write(
    [major, minor]: [u8; 2],
    space: [u8; 4],
    intent: u8,
    tags: &[([u8; 4], Vec<u8>)],
) -> Option<Vec<u8>> {
    let mut elements: Vec<(&[u8], u32)> = Vec::new();
    let mut table = u32::try_from(tags.len()).ok()?.to_be_bytes().to_vec();
    let mut end = u32::try_from(HEAD).ok()?.checked_add(4)?;
    end = end.checked_add(u32::try_from(tags.len()).ok()?.checked_mul(12)?)?;
    for (name, element) in tags {
        // Three equal curves are stored once.
        let known = elements.iter().find(|(other, _)| other == element).map(|(_, at)| *at);
        let at = known.unwrap_or(end);
        if known.is_none() {
            elements.push((element, at));
            end = end.checked_add(u32::try_from(element.len().next_multiple_of(4)).ok()?)?;
        }
        table.extend(name);
        table.extend(at.to_be_bytes());
        table.extend(u32::try_from(element.len()).ok()?.to_be_bytes());
    }
    let mut profile = head(end, [major, minor], space, intent);
    profile.extend(table);
    for (element, _) in elements {
        profile.extend(element);
        profile.resize(profile.len().next_multiple_of(4), 0);
    }
    Some(profile)
}

/// The head of a display profile of the first day of 2000, without a device or an author.
fn head(length: u32, [major, minor]: [u8; 2], space: [u8; 4], intent: u8) -> Vec<u8> {
    let mut head = length.to_be_bytes().to_vec();
    head.extend([0, 0, 0, 0, major, minor, 0, 0]);
    head.extend(b"mntr");
    head.extend(space);
    head.extend(b"XYZ \x07\xD0\0\x01\0\x01\0\0\0\0\0\0acsp");
    head.resize(64, 0);
    head.extend([0, 0, 0, intent]);
    // The illuminant of every profile, D50.
    head.extend(b"\0\0\xF6\xD6\0\x01\0\0\0\0\xD3\x2D");
    head.resize(HEAD, 0);
    head
}
