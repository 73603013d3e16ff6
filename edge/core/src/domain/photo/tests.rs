//! Photos made by hand: each part is there on purpose.

#![expect(clippy::arithmetic_side_effects, reason = "tests compute with small numbers")]

use super::*;

mod jpeg_end;
mod profiles;

const CANARY: &[u8] = b"52.5200 N, Canary 9, shopper@example.com";

fn segment(kind: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len().saturating_add(2)).unwrap().to_be_bytes();
    [&[0xFF, kind], &length[..], data].concat()
}

/// Exif with an orientation and a canary, in either byte order.
fn exif(little: bool, orientation: u16) -> Vec<u8> {
    let u16 = |n: u16| if little { n.to_le_bytes() } else { n.to_be_bytes() };
    let u32 = |n: u32| if little { n.to_le_bytes() } else { n.to_be_bytes() };
    let head: &[u8] = if little { b"II" } else { b"MM" };
    let entry = [&u16(0x0112)[..], &u16(3), &u32(1), &u16(orientation), &[0, 0]].concat();
    [b"Exif\0\0", head, &u16(42)[..], &u32(8), &u16(1), &entry, &u32(0), CANARY].concat()
}

fn frame(width: u16, height: u16) -> Vec<u8> {
    segment(
        0xC0,
        &[&[8][..], &height.to_be_bytes(), &width.to_be_bytes(), &[1, 1, 0x11, 0]].concat(),
    )
}

fn jpeg(more: &[Vec<u8>], width: u16, height: u16) -> Vec<u8> {
    let jfif = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    let scan =
        [segment(0xDA, &[1, 1, 0, 0, 63, 0]), vec![0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]]
            .concat();
    [
        &[0xFF, 0xD8][..],
        &jfif,
        &more.concat(),
        &segment(0xDB, &[0; 65]),
        &frame(width, height),
        &scan,
        &[0xFF, 0xD9],
    ]
    .concat()
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], kind, data, &[1, 2, 3, 4]].concat()
}

fn png(more: &[Vec<u8>], width: u32, height: u32) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let mark = b"\x89PNG\r\n\x1a\n";
    [
        &mark[..],
        &chunk(b"IHDR", &head),
        &more.concat(),
        &chunk(b"IDAT", b"pixels"),
        &chunk(b"IEND", b""),
    ]
    .concat()
}

fn riff(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let pad: &[u8] = if data.len() % 2 == 1 { &[0] } else { &[] };
    [kind, &u32::try_from(data.len()).unwrap().to_le_bytes()[..], data, pad].concat()
}

fn webp(chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = [b"WEBP", &chunks.concat()[..]].concat();
    [b"RIFF", &u32::try_from(body.len()).unwrap().to_le_bytes()[..], &body].concat()
}

fn vp8() -> Vec<u8> {
    riff(b"VP8 ", &[0x10, 0, 0, 0x9D, 0x01, 0x2A, 40, 0, 30, 0, 7])
}

fn vp8x(flags: u8) -> Vec<u8> {
    riff(b"VP8X", &[flags, 0, 0, 0, 39, 0, 0, 29, 0, 0])
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn samples() -> [Vec<u8>; 3] {
    let text = |kind: &[u8; 4]| chunk(kind, CANARY);
    [
        jpeg(
            &[
                segment(0xE1, &exif(true, 6)),
                segment(0xFE, CANARY),
                segment(0xED, CANARY),
                segment(0xE1, CANARY),
            ],
            40,
            30,
        ),
        png(
            &[
                text(b"tEXt"),
                text(b"zTXt"),
                text(b"iTXt"),
                text(b"eXIf"),
                text(b"tIME"),
                text(b"xxXx"),
            ],
            40,
            30,
        ),
        webp(&[vp8x(0x0C), vp8(), riff(b"EXIF", CANARY), riff(b"XMP ", CANARY)]),
    ]
}

#[test]
fn nothing_but_the_picture_is_left() {
    for (sent, kind) in samples().iter().zip(KINDS) {
        let sent = [&sent[..], b"PK\x03\x04 a film behind the photo", CANARY].concat();
        assert!(holds(&sent, CANARY));
        let photo = clean(&sent).unwrap();
        assert_eq!((photo.kind, photo.width, photo.height), (kind, 40, 30));
        assert!(!holds(&photo.bytes, CANARY) && !holds(&photo.bytes, b"PK"), "{kind:?}");
        assert_eq!(clean(&photo.bytes), Ok(photo.clone()), "clean is clean: {kind:?}");
    }
}

#[test]
fn the_picture_itself_is_untouched() {
    assert_eq!(clean(&jpeg(&[], 40, 30)).unwrap().bytes, jpeg(&[], 40, 30));
    let colours = [segment(0xEE, b"Adobe\0d\0\0\0\0\x01")];
    assert_eq!(clean(&jpeg(&colours, 40, 30)).unwrap().bytes, jpeg(&colours, 40, 30));
    assert_eq!(
        clean(&png(&[chunk(b"gAMA", &[0; 4])], 4, 3)).unwrap().bytes,
        png(&[chunk(b"gAMA", &[0; 4])], 4, 3)
    );
    assert_eq!(clean(&webp(&[vp8()])).unwrap().bytes, webp(&[vp8()]));
    let lossless = webp(&[riff(b"VP8L", &[0x2F, 39, 0x40, 7, 0])]);
    let photo = clean(&lossless).unwrap();
    assert_eq!((photo.width, photo.height, photo.bytes), (40, 30, lossless));
}

#[test]
fn which_way_is_up_is_kept_and_nothing_else() {
    for little in [true, false] {
        for orientation in [0, 1, 3, 6, 8, 9, 300] {
            let photo = clean(&jpeg(&[segment(0xE1, &exif(little, orientation))], 40, 30)).unwrap();
            let known = u8::try_from(orientation).ok().filter(|known| (2..=8).contains(known));
            let plain = jpeg(&[], 40, 30);
            let only = |known| segment(0xE1, &[exif::PREFIX, &exif::only(known)].concat());
            let turned = known.map(|known| [&plain[..2], &only(known), &plain[2..]].concat());
            assert_eq!(photo.bytes, turned.clone().unwrap_or(plain), "{orientation}");
            if let (Some(turned), Some(known)) = (turned, known) {
                assert_eq!(exif::orientation(&turned[6..38]), Some(known));
            }
        }
    }
}

#[test]
fn other_files_are_no_photos_whatever_they_are_called() {
    let gif = b"GIF89a\x01\0\x01\0";
    let zip = b"PK\x03\x04";
    let html = b"<!doctype html><script>alert(1)</script>";
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    let heic = b"\0\0\0\x18ftypheic";
    let avif = b"\0\0\0\x18ftypavif";
    for bytes in
        [&b""[..], b"\xFF\xD8", gif, zip, html, svg, heic, avif, b"%PDF-1.7", b"RIFF\0\0\0\0WAVE"]
    {
        assert_eq!(clean(bytes), Err(PhotoFault::OtherKind));
    }
}

#[test]
fn a_photo_cut_anywhere_is_damaged() {
    for whole in samples() {
        let whole = clean(&whole).unwrap().bytes;
        for end in 12..whole.len() {
            assert!(
                matches!(clean(&whole[..end]), Err(PhotoFault::Damaged)),
                "{end} of {}",
                whole.len()
            );
        }
    }
}

#[test]
fn one_wrong_byte_never_breaks_the_reader() {
    for whole in samples() {
        for at in 0..whole.len() {
            for value in [0, 1, 0x7F, 0xFF] {
                let mut bytes = whole.clone();
                bytes[at] = value;
                if let Ok(photo) = clean(&bytes) {
                    assert_eq!(clean(&photo.bytes).map(|again| again.bytes), Ok(photo.bytes));
                }
            }
        }
    }
}

#[test]
fn sizes_that_nobody_needs_are_refused_by_their_head() {
    assert_eq!(clean(&jpeg(&[], 60_000, 60_000)), Err(PhotoFault::TooManyPixels));
    assert_eq!(clean(&png(&[], 60_000, 60_000)), Err(PhotoFault::TooManyPixels));
    assert_eq!(clean(&png(&[], 0, 10)), Err(PhotoFault::Damaged));
    let wide = riff(b"VP8 ", &[0x10, 0, 0, 0x9D, 0x01, 0x2A, 0xFF, 0x3F, 0xFF, 0x3F, 7]);
    assert_eq!(clean(&webp(&[wide])), Err(PhotoFault::TooManyPixels));
    for (width, height) in [(8_160, 6_144), (8_192, 6_144), (9_000, 5_600)] {
        assert!(clean(&jpeg(&[], width, height)).is_ok(), "a phone's 50 megapixels: {width}");
    }
    assert_eq!(clean(&jpeg(&[], 16_320, 12_240)), Err(PhotoFault::TooManyPixels), "200 megapixels");
}

#[test]
fn two_pictures_in_one_file_are_refused() {
    let twice = jpeg(&[frame(60_000, 60_000)], 40, 30);
    assert_eq!(clean(&twice), Err(PhotoFault::Damaged));
    assert_eq!(clean(&webp(&[vp8(), vp8()])), Err(PhotoFault::Damaged));
    assert_eq!(clean(&webp(&[vp8x(0x02), riff(b"ANMF", &[0; 30])])), Err(PhotoFault::Damaged));
}

#[test]
fn photo_has_one_size_and_every_statement_of_it_agrees() {
    let head = |width: u8| riff(b"VP8X", &[0, 0, 0, 0, width, 0, 0, 29, 0, 0]);
    let huge = riff(b"VP8L", &[0x2F, 0xFF, 0xFF, 0xFF, 0x0F]);
    assert!(clean(&webp(&[head(39), vp8()])).is_ok());
    for chunks in [
        vec![head(0), vp8()],            // a canvas that is smaller than the picture
        vec![head(40), vp8()],           // and larger
        vec![head(39), huge],            // a large picture in a small canvas
        vec![head(39), head(39), vp8()], // two heads
        vec![vp8(), head(39)],           // a head behind the picture
        vec![head(39), vp8(), vp8()],
        vec![head(39), riff(b"ALPH", b"a"), riff(b"ALPH", b"b"), vp8()],
    ] {
        assert_eq!(clean(&webp(&chunks)), Err(PhotoFault::Damaged));
    }
    let lines = |count: u16| segment(0xDC, &count.to_be_bytes());
    let with_lines = |count| {
        let plain = jpeg(&[], 40, 30);
        [&plain[..plain.len() - 2], &lines(count), &[0xFF, 0xD9]].concat()
    };
    assert_eq!(clean(&with_lines(30)).unwrap().bytes, jpeg(&[], 40, 30));
    assert_eq!(clean(&with_lines(60_000)), Err(PhotoFault::Damaged), "a second height");
    assert_eq!(clean(&with_lines(0)), Err(PhotoFault::Damaged));
    let components = |count: u8| {
        let head = [8, 0, 30, 0, 40, count];
        segment(0xC1, &[&head[..], &[1, 0x11, 0].repeat(usize::from(count))].concat())
    };
    for count in [0, 5, 255] {
        assert_eq!(clean(&jpeg(&[components(count)], 40, 30)), Err(PhotoFault::Damaged), "{count}");
    }
    let second = [chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])];
    assert_eq!(clean(&png(&second, 40, 30)), Err(PhotoFault::Damaged));
}

#[test]
fn photo_of_many_scans_is_refused() {
    let scans = |count: usize| {
        let plain = jpeg(&[], 40, 30);
        let scan = [segment(0xDA, &[1, 1, 0, 0, 63, 0]), vec![0x12]].concat();
        [&plain[..plain.len() - 2], &scan.repeat(count - 1), &[0xFF, 0xD9]].concat()
    };
    assert!(clean(&scans(100)).is_ok());
    for count in [101, 256, 257, 20_000] {
        assert_eq!(clean(&scans(count)), Err(PhotoFault::Damaged), "{count} scans");
    }
}

#[test]
fn chunk_longer_than_its_kind_is_left_out() {
    for kind in [b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"cICP", b"tRNS", b"PLTE"] {
        let long = CANARY.repeat(20);
        assert_eq!(clean(&png(&[chunk(kind, &long)], 4, 3)).unwrap().bytes, png(&[], 4, 3));
    }
}

#[test]
fn orientation_of_png_and_webp_is_kept_and_nothing_else() {
    for little in [true, false] {
        for orientation in [1, 3, 6, 8, 9] {
            let sent = exif(little, orientation);
            let known = u8::try_from(orientation).ok().filter(|known| (2..=8).contains(known));
            for sent in [&sent[..], &sent[6..]] {
                for file in [
                    png(&[chunk(b"eXIf", sent)], 40, 30),
                    webp(&[vp8x(0x08), vp8(), riff(b"EXIF", sent)]),
                ] {
                    let photo = clean(&file).unwrap();
                    assert!(!holds(&photo.bytes, CANARY));
                    let kept = known.map(exif::only);
                    let found = photo.bytes.windows(26).find(|part| part.starts_with(b"MM\0*"));
                    assert_eq!(found, kept.as_ref().map(|kept| &kept[..]), "{orientation}");
                    assert_eq!(clean(&photo.bytes).unwrap(), photo, "clean is clean");
                }
            }
        }
    }
}
