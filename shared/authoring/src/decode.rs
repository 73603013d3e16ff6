//! Module `decode`: decodes the bytes of a file: UTF-8, or UTF-16 with a byte order mark, with any
//! line ends. An error names the line and column. Nothing is guessed.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The purpose of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// Rules and quotations, in which invisible characters have no meaning.
    Rules,
    /// Texts for shoppers, in which a soft hyphen marks where a word may break.
    Texts,
}

/// Decodes the bytes of a file.
///
/// Byte order marks are removed anywhere, and lines end with `\n`. Soft hyphens and zero-width
/// characters are also removed: everywhere in a file of [`Use::Rules`], from keys in a file of
/// [`Use::Texts`].
///
/// # Errors
/// One sentence: the character, its line and column, and how to save the file.
pub(crate) fn decode(bytes: &[u8], purpose: Use) -> Result<String, String> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf_16(rest, UTF_16LE)?,
        [0xfe, 0xff, rest @ ..] => utf_16(rest, UTF_16BE)?,
        _ => utf_8(bytes)?,
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\u{feff}', "");
    if let Some((at, letter)) = text.char_indices().find(|(_, letter)| is_control(*letter)) {
        let hint = if letter == '\0' { "; it may be UTF-16 without a byte order mark" } else { "" };
        let character = format!("the control character U+{:04X}", u32::from(letter));
        let position = position(&text, at);
        return Err(format!("{position}: {character} cannot stand in a text{hint}; {SAVE}"));
    }
    Ok(match purpose {
        Use::Rules => text.replace(is_invisible, ""),
        Use::Texts => text.split_inclusive('\n').map(without_invisible_key).collect(),
    })
}

const SAVE: &str = "save the file as UTF-8";

fn utf_8(bytes: &[u8]) -> Result<String, String> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error,
    };
    let (valid, rest) = bytes.split_at_checked(error.valid_up_to()).unwrap_or_default();
    let valid = String::from_utf8_lossy(valid).into_owned();
    let byte = rest.first().copied().unwrap_or_default();
    let (letter, _) = WINDOWS_1252.decode_without_bom_handling(rest.get(..1).unwrap_or_default());
    let position = position(&valid, valid.len());
    Err(format!(
        "{position}: the byte {byte:02X} is not UTF-8 (in Windows-1252 it is `{letter}`); {SAVE}"
    ))
}

fn utf_16(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Result<String, String> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(text.into_owned()),
        None => {
            let (text, _) = encoding.decode_without_bom_handling(bytes);
            let position = position(&text, text.find('\u{fffd}').unwrap_or(text.len()));
            Err(format!("{position}: half of a character of {}; {SAVE}", encoding.name()))
        }
    }
}

/// The line and the column of a byte, both from 1; the column counts characters.
pub(crate) fn position(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count().saturating_add(1);
    format!("line {line}, column {column}")
}

/// A character for an error message: itself, its number, and the name of a frequent one.
pub(crate) fn character_name(letter: char) -> String {
    let name = match letter {
        '\u{a0}' => " NO-BREAK SPACE",
        '\u{ad}' => " SOFT HYPHEN",
        '\u{200b}' => " ZERO WIDTH SPACE",
        '\u{2013}' => " EN DASH",
        '\u{2018}' => " LEFT SINGLE QUOTATION MARK",
        '\u{2019}' => " RIGHT SINGLE QUOTATION MARK",
        '\u{201c}' => " LEFT DOUBLE QUOTATION MARK",
        '\u{201d}' => " RIGHT DOUBLE QUOTATION MARK",
        '\u{201e}' => " DOUBLE LOW-9 QUOTATION MARK",
        '\u{3000}' => " IDEOGRAPHIC SPACE",
        _ => "",
    };
    format!("`{letter}` (U+{:04X}{name})", u32::from(letter))
}

fn is_control(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\t')
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}' | '\u{2060}')
}

/// A line of texts without invisible characters in its key, or in the name of a table.
fn without_invisible_key(line: &str) -> String {
    let end = match line.trim_start_matches(is_invisible).starts_with('[') {
        true => line.len(),
        false => line.find('=').unwrap_or(0),
    };
    let (key, rest) = line.split_at_checked(end).unwrap_or((line, ""));
    format!("{}{rest}", key.replace(is_invisible, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16_bytes(text: &str, big: bool) -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units
            .flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn decode_reads_every_usual_encoding() {
        let text = "name = \"Höhle €\"\nstore = \"x\"\n";
        let windows = text.replace('\n', "\r\n");
        for (saved, bytes) in [
            ("UTF-8", text.as_bytes().to_vec()),
            ("with a byte order mark", format!("\u{feff}{text}").into_bytes()),
            (
                "with a byte order mark on a later line",
                text.replace("\nstore", "\n\u{feff}store").into_bytes(),
            ),
            ("CRLF", windows.clone().into_bytes()),
            ("CR", text.replace('\n', "\r").into_bytes()),
            ("UTF-16 LE", utf_16_bytes(&windows, false)),
            ("UTF-16 BE", utf_16_bytes(text, true)),
            (
                "soft hyphens",
                text.replace("store", "st\u{ad}ore").replace("Höhle", "Höh\u{ad}le").into_bytes(),
            ),
        ] {
            assert_eq!(decode(&bytes, Use::Rules).as_deref(), Ok(text), "{saved}");
        }
    }

    #[test]
    fn decode_keeps_a_soft_hyphen_in_a_text_but_not_in_its_key() {
        let text = "[cl\u{ad}ause]\nla\u{ad}te = \"Rück\u{ad}gabe = spät\"\n";
        let read = "[clause]\nlate = \"Rück\u{ad}gabe = spät\"\n";
        assert_eq!(decode(text.as_bytes(), Use::Texts).as_deref(), Ok(read));
    }

    #[test]
    fn decode_error_names_the_character_and_its_position() {
        let error = |bytes: &[u8]| decode(bytes, Use::Rules).unwrap_err();
        assert_eq!(
            error(b"store = \"x\"\nname = \"H\xf6hle\"\n"),
            "line 2, column 10: the byte F6 is not UTF-8 (in Windows-1252 it is `ö`); \
             save the file as UTF-8"
        );
        let euro = error(&["ä €".as_bytes(), &[0x80]].concat());
        assert!(euro.starts_with("line 1, column 4: the byte 80"), "{euro}");
        assert!(euro.contains("`€`"), "{euro}");
        let without_mark: Vec<u8> = "ab".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let zero = error(&without_mark);
        assert!(zero.starts_with("line 1, column 2: the control character U+0000"), "{zero}");
        assert!(zero.contains("UTF-16 without a byte order mark"), "{zero}");
        assert_eq!(
            error(&[0xff, 0xfe, b'a', 0, b'\n', 0, 0, 0xd8, b'b', 0]),
            "line 2, column 1: half of a character of UTF-16LE; save the file as UTF-8"
        );
        assert!(error(b"a\x1bb").contains("line 1, column 2: the control character U+001B"));
    }
}
