//! Pictures without an end marker.

use super::*;

/// A grey picture of real pixels: the codes of each block are a zero and an end, two bits. Ones
/// fill the last byte up.
fn grey(width: u16, height: u16, restart: u16) -> Vec<u8> {
    let blocks = usize::from(width.div_ceil(8)) * usize::from(height.div_ceil(8));
    let interval = if restart == 0 { blocks } else { usize::from(restart) };
    let table = |class: u8| segment(0xC4, &[&[class, 1][..], &[0; 15], &[0]].concat());
    let coded = |count: usize| {
        let mut bytes = vec![0; count / 4];
        bytes.extend((!count.is_multiple_of(4)).then_some(0xFF >> (2 * (count % 4))));
        bytes
    };
    let mut pixels = Vec::new();
    for (number, first) in (0..blocks).step_by(interval).enumerate() {
        if number > 0 {
            pixels.extend([0xFF, 0xD0 + u8::try_from((number - 1) % 8).unwrap()]);
        }
        pixels.extend(coded(interval.min(blocks - first)));
    }
    let head = [
        vec![0xFF, 0xD8],
        segment(0xDB, &[0; 65]),
        frame(width, height),
        [table(0x00), table(0x10)].concat(),
        segment(0xDD, &restart.to_be_bytes()),
        segment(0xDA, &[1, 1, 0, 0, 63, 0]),
    ];
    [head.concat(), pixels, vec![0xFF, 0xD9]].concat()
}

#[test]
fn jpeg_without_an_end_marker_gets_one_and_loses_its_trailer() {
    for (width, height, restart) in
        [(40, 30, 0), (8, 8, 0), (1_080, 3, 0), (100, 100, 7), (640, 480, 80)]
    {
        let whole = grey(width, height, restart);
        let plain = clean(&whole).unwrap();
        let open = &whole[..whole.len() - 2];
        let samsung = [CANARY, b"\xFF\xE1 SEFH\0\0 Image_UTC_Data1795217400000 SEFT"].concat();
        let film = [&b"\0\0\0\x18ftypmp42"[..], CANARY, b"\xFF\xD8\xFF\xD9"].concat();
        for trailer in [&b""[..], &samsung, &film, b"\0\0\0", b"\xFF", b"\xFF\0\xFF\0"] {
            let photo = clean(&[open, trailer].concat());
            let told = format!("{width} x {height}, restart {restart}, {trailer:?}");
            assert_eq!(photo.as_ref(), Ok(&plain), "{told}");
        }
    }
}

#[test]
fn jpeg_with_incomplete_pixels_is_damaged_with_and_without_a_trailer() {
    for (width, height, restart) in [(40, 30, 0), (100, 100, 7), (64, 64, 1)] {
        let whole = grey(width, height, restart);
        let begin = whole.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
        for end in 12..whole.len() - 2 {
            assert_eq!(clean(&whole[..end]), Err(PhotoFault::Damaged), "cut at {end}");
            if end > begin {
                // Ones are no code of these tables.
                let trailer = [&whole[..end], &[0xFE; 40][..]].concat();
                assert_eq!(clean(&trailer), Err(PhotoFault::Damaged), "a trailer at {end}");
            }
        }
    }
}

#[test]
fn jpeg_without_an_end_marker_has_at_most_eight_tables() {
    let table = segment(0xC4, &[&[0, 1][..], &[0; 15], &[0]].concat());
    let whole = grey(40, 30, 0);
    let with =
        |more: usize| [&whole[..2], &table.repeat(more), &whole[2..whole.len() - 2]].concat();
    assert!(clean(&with(6)).is_ok());
    for more in [7, 200_000] {
        assert_eq!(clean(&with(more)), Err(PhotoFault::Damaged), "{more} more than two");
    }
}
