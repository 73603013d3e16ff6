//! Module `types`: digits of every script in which shoppers type numbers.

use alloc::string::{String, ToString};

/// The value of a digit: ASCII, Arabic, Persian, Devanagari or full-width.
pub(super) fn digit(letter: char) -> Option<u8> {
    let zero = match letter {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    u8::try_from(u32::from(letter).wrapping_sub(u32::from(zero))).ok()
}

/// The same text with ASCII digits.
pub(super) fn with_ascii_digits(text: &str) -> String {
    let ascii = |letter: char| match digit(letter) {
        Some(value) => char::from(value.wrapping_add(b'0')),
        None => letter,
    };
    text.chars().map(ascii).collect()
}

/// Longest suffix of an ordinal number, in characters: `1.`, `1º`, `1er`, `1st`, `1日`.
const ORDINAL_MAX: usize = 3;

/// A whole number typed into a field for a day or a year, in ASCII digits and without the suffix of
/// an ordinal number. Any other text is returned as it is; the field's own check rejects it.
#[must_use]
pub fn whole_number(text: &str) -> String {
    let plain = with_ascii_digits(text.trim());
    let number = plain.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let suffix = plain.chars().count().saturating_sub(number.chars().count());
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && suffix <= ORDINAL_MAX { number.to_string() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::whole_number;

    #[test]
    fn digits_of_an_ordinal_number_are_read_without_its_suffix() {
        for (typed, read) in [
            ("1", "1"),
            ("1.", "1"),
            ("1º", "1"),
            ("1°", "1"),
            ("1er", "1"),
            ("22nd", "22"),
            (" 3 ", "3"),
            ("١٢", "12"),
            ("۷", "7"),
            ("１日", "1"),
            ("２０２６年", "2026"),
            ("०५", "05"),
            ("", ""),
            ("-5", "-5"),
            ("1/2", "1/2"),
            ("1 and", "1 and"),
            ("first", "first"),
        ] {
            assert_eq!(whole_number(typed), read, "{typed:?}");
        }
    }
}
