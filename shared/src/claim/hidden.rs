//! Module `claim`: invisible characters. Two names that differ only in them look the same to a
//! reader; in a text they reverse what is displayed, or control the reader's terminal.

use alloc::string::String;
use core::ops::RangeInclusive;

/// Unicode 16.0: general category Cf, the line and paragraph separators, and all other
/// `Default_Ignorable_Code_Point` (variation selectors, fillers).
const HIDDEN: [RangeInclusive<char>; 27] = [
    '\u{AD}'..='\u{AD}',
    '\u{34F}'..='\u{34F}',
    '\u{600}'..='\u{605}',
    '\u{61C}'..='\u{61C}',
    '\u{6DD}'..='\u{6DD}',
    '\u{70F}'..='\u{70F}',
    '\u{890}'..='\u{891}',
    '\u{8E2}'..='\u{8E2}',
    '\u{115F}'..='\u{1160}',
    '\u{17B4}'..='\u{17B5}',
    '\u{180B}'..='\u{180F}',
    '\u{200B}'..='\u{200F}',
    '\u{2028}'..='\u{202E}',
    '\u{2060}'..='\u{206F}',
    '\u{3164}'..='\u{3164}',
    '\u{FE00}'..='\u{FE0F}',
    '\u{FEFF}'..='\u{FEFF}',
    '\u{FFA0}'..='\u{FFA0}',
    '\u{FFF0}'..='\u{FFFB}',
    '\u{110BD}'..='\u{110BD}',
    '\u{110CD}'..='\u{110CD}',
    '\u{13430}'..='\u{1343F}',
    '\u{1BCA0}'..='\u{1BCA3}',
    '\u{1D173}'..='\u{1D17A}',
    '\u{E0000}'..='\u{E0FFF}',
    '\u{2800}'..='\u{2800}', // the empty Braille pattern, which is displayed as a blank
    '\u{16FE4}'..='\u{16FE4}',
];

/// Whether a character is a control character or invisible.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control() || HIDDEN.iter().any(|range| range.contains(&c))
}

/// [`is_hidden`] for the name of a person: joiners are allowed, because Persian and Indic names
/// need them, and so is the variation selector of an emoji.
#[must_use]
pub fn is_hidden_in_name(c: char) -> bool {
    is_hidden(c) && !matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE0F}')
}

/// A text of one or more lines without hidden characters. Every line end becomes `\n`, tabs stay,
/// other control characters become U+FFFD, and what [`is_hidden_in_name`] forbids is left out.
#[must_use]
pub fn visible_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars().filter_map(visible_char).collect()
}

fn visible_char(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => Some(c),
        '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        _ if c.is_control() => Some(char::REPLACEMENT_CHARACTER),
        _ => Some(c).filter(|c| !is_hidden_in_name(*c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_the_invisible_ones() {
        for c in [
            '\0',
            '\n',
            '\u{AD}',
            '\u{200B}',
            '\u{202C}',
            '\u{202E}',
            '\u{2066}',
            '\u{FE0F}',
            '\u{FEFF}',
            '\u{E0041}',
        ] {
            assert!(is_hidden(c), "{c:?}");
        }
        for c in ['a', ' ', 'ß', '中', 'ё', '\u{2011}', '\u{300}', '\u{1F4E6}'] {
            assert!(!is_hidden(c), "{c:?}");
        }
        assert!(
            is_hidden('\u{200C}')
                && !is_hidden_in_name('\u{200C}')
                && is_hidden_in_name('\u{202E}')
        );
    }

    #[test]
    fn visible_text_has_lines_and_no_hidden_characters() {
        for (sent, kept) in [
            ("two\r\nlines\rand\u{2028}more\u{85}end", "two\nlines\nand\nmore\nend"),
            ("a\ttab", "a\ttab"),
            ("\u{1B}[2J\u{7}\0\u{7F}\u{9B}", "\u{FFFD}[2J\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("gpj.\u{202E}exe\u{2066}\u{200B}\u{FEFF}", "gpj.exe"),
            ("می\u{200C}خواهم 👩\u{200D}🔧 ❤\u{FE0F}", "می\u{200C}خواهم 👩\u{200D}🔧 ❤\u{FE0F}"),
        ] {
            assert_eq!(visible_text(sent), kept, "{sent:?}");
            assert_eq!(visible_text(kept), kept, "the second time changes nothing: {kept:?}");
        }
        let every = (0..=0x10_FFFF).filter_map(char::from_u32).collect::<String>();
        let kept = visible_text(&every);
        let is_allowed = |c| matches!(c, '\n' | '\t') || !is_hidden_in_name(c);
        assert!(kept.chars().all(is_allowed), "none of all characters is left");
    }
}
