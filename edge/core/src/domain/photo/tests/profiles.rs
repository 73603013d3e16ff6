//! Colour profiles: numbers are kept, texts are not.

use super::*;

/// A colour profile with a canary in its description, its owner, its date and its device.
fn profile(version: u8, curve: &[u8]) -> Vec<u8> {
    let colour = b"XYZ \0\0\0\0\0\0\x6F\xA2\0\0\x38\xF5\0\0\x03\x90".to_vec();
    let text = [b"text\0\0\0\0", CANARY].concat();
    let mut tags = vec![(*b"desc", text.clone()), (*b"cprt", text.clone()), (*b"ownr", text)];
    tags.extend([*b"rXYZ", *b"gXYZ", *b"bXYZ", *b"wtpt"].map(|name| (name, colour.clone())));
    tags.extend([*b"rTRC", *b"gTRC", *b"bTRC"].map(|name| (name, curve.to_vec())));
    let mut table = u32::try_from(tags.len()).unwrap().to_be_bytes().to_vec();
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    for (name, element) in &tags {
        table.extend(name);
        table.extend(u32::try_from(start + data.len()).unwrap().to_be_bytes());
        table.extend(u32::try_from(element.len()).unwrap().to_be_bytes());
        data.extend(element);
    }
    let mut head = u32::try_from(start + data.len()).unwrap().to_be_bytes().to_vec();
    head.extend([b'C', b'N', b'R', b'Y', version, 0x20, 0, 0]);
    head.extend(b"mntrRGB XYZ \x07\xEA\0\x0B\0\x14\0\x0C\0\0\0\0acspCanary 9device 7");
    head.resize(128, b'C');
    [head, table, data].concat()
}

const GAMMA: &[u8] = b"curv\0\0\0\0\0\0\0\x01\x02\x33";
const PARAMETRIC: &[u8] =
    b"para\0\0\0\0\0\x03\0\0\0\x02\x66\x66\0\0\xF2\xA7\0\0\x0D\x59\0\0\x13\xD0\0\0\x0A\x5B";

fn with_profile(kind: Kind, profile: &[u8]) -> Vec<u8> {
    match kind {
        Kind::Jpeg => {
            let parts = profile.chunks(200).collect::<Vec<_>>();
            let count = u8::try_from(parts.len()).unwrap();
            let part = |(number, part): (u8, &&[u8])| {
                segment(0xE2, &[b"ICC_PROFILE\0", &[number, count][..], part].concat())
            };
            jpeg(&(1..).zip(&parts).map(part).collect::<Vec<_>>(), 40, 30)
        }
        Kind::Png => {
            let packed = miniz_oxide::deflate::compress_to_vec_zlib(profile, 6);
            png(&[chunk(b"iCCP", &[CANARY, b"\0\0", &packed].concat())], 40, 30)
        }
        Kind::Webp => webp(&[vp8x(0x20), riff(b"ICCP", profile), vp8()]),
    }
}

#[test]
fn colour_profile_keeps_its_numbers_and_no_text() {
    for (version, curve) in [(2, GAMMA), (4, PARAMETRIC)] {
        let sent = profile(version, curve);
        let kept = icc::colours_only(&sent).unwrap();
        for canary in [CANARY, b"CNRY", b"Canary", b"device", b"\x07\xEA", b"ownr"] {
            assert!(!holds(&kept, canary), "{}", String::from_utf8_lossy(canary));
        }
        for number in [&b"\0\0\x6F\xA2\0\0\x38\xF5\0\0\x03\x90"[..], curve, b"rTRC", b"wtpt"] {
            assert!(holds(&kept, number));
        }
        let length = u32::from_be_bytes(*kept.first_chunk().unwrap());
        assert_eq!(usize::try_from(length).unwrap(), kept.len());
        assert_eq!(icc::colours_only(&kept), Some(kept.clone()), "clean is clean");
        for kind in KINDS {
            let photo = clean(&with_profile(kind, &sent)).unwrap();
            assert!(!holds(&photo.bytes, CANARY) && !holds(&photo.bytes, b"Canary"), "{kind:?}");
            assert_eq!(clean(&photo.bytes).unwrap(), photo, "clean is clean: {kind:?}");
            // The compressed profile of a PNG is shorter than the sent one, and not empty.
            let plain = clean(&with_profile(kind, b"no profile")).unwrap().bytes.len();
            assert!(photo.bytes.len() > plain + 100, "{kind:?}: the colours are kept");
        }
    }
}

#[test]
fn colour_profile_that_is_no_list_of_numbers_is_left_out() {
    let text = [b"curv\0\0\0\0\0\0\0\x14", CANARY].concat();
    let long = [b"curv\0\0\0\0\0\0\xFF\xFF".to_vec(), vec![0; 2 * 0xFFFF]].concat();
    let para = [b"para\0\0\0\0\0\0\0\0", &CANARY[..4]].concat();
    let cmyk = [&profile(2, GAMMA)[..16], b"CMYK", &profile(2, GAMMA)[20..]].concat();
    let cut = &profile(2, GAMMA)[..300];
    for sent in [
        &b""[..],
        b"profile",
        &profile(2, &text),
        &profile(2, &long),
        &profile(4, &para),
        &cmyk,
        cut,
    ] {
        assert_eq!(icc::colours_only(sent), None);
        for kind in KINDS.into_iter().filter(|_| sent.len() < 10_000) {
            let plain = clean(&with_profile(kind, b"")).unwrap();
            assert_eq!(clean(&with_profile(kind, sent)).unwrap(), plain, "{kind:?}");
        }
    }
}

#[test]
fn colour_profile_that_unpacks_to_30_mb_is_left_out() {
    let bomb = with_profile(Kind::Png, &vec![0; 30 * 1024 * 1024]);
    assert!(bomb.len() < BYTES_MAX, "{} bytes are a photo by their number", bomb.len());
    assert_eq!(clean(&bomb).unwrap().bytes, png(&[], 40, 30));
    for (length, is_unpacked) in [(64 * 1024, true), (64 * 1024 + 1, false), (30 << 20, false)] {
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; length], 6);
        assert_eq!(png::unpacked(&packed).is_some(), is_unpacked, "{length} bytes");
    }
}
