//! Module `types`: splits a number as it is written into groups of digits, the separators between
//! them, and the text around it.

use super::digits::digit;
use alloc::string::String;
use alloc::vec::Vec;

/// A separator between two groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// A point: before decimals in some countries, between thousands in others.
    Point,
    /// A comma: the same.
    Comma,
    /// Always before decimals: the Arabic decimal separator.
    Decimal,
    /// Always between thousands: a space, an apostrophe, the Arabic thousands separator.
    Thousands,
}

/// A number in a text. There is one separator less than groups, and no group is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WrittenNumber {
    /// The text before the first digit.
    pub(super) before: String,
    /// The groups of digits, in ASCII.
    pub(super) groups: Vec<String>,
    /// The separators between the groups.
    pub(super) separators: Vec<Separator>,
    /// The text behind the last digit.
    pub(super) after: String,
}

impl WrittenNumber {
    /// Finds the only number of a text; `None` where there is no digit, or something between the
    /// first and the last digit is neither digit nor separator.
    pub(super) fn parse(text: &str) -> Option<WrittenNumber> {
        let letters: Vec<char> = text.chars().filter(|letter| !is_invisible(*letter)).collect();
        let first = letters.iter().position(|letter| digit(*letter).is_some())?;
        let last = letters.iter().rposition(|letter| digit(*letter).is_some())?;
        let before: String = letters.iter().take(first).collect();
        let after = letters.iter().skip(last.saturating_add(1)).collect();
        let (groups, separators) = split_groups(letters.get(first..=last)?)?;
        let number = WrittenNumber { before, groups, separators, after };
        Some(number.with_leading_zero())
    }

    /// Completes `.50` to `0.50`. The point of `Rs.50` belongs to the word before it.
    fn with_leading_zero(mut self) -> WrittenNumber {
        let separator = self.before.chars().next_back().and_then(read_separator);
        if let Some(separator) = separator
            && separator != Separator::Thousands
            && !self.before.chars().any(is_letter)
        {
            self.groups.insert(0, "0".into());
            self.separators.insert(0, separator);
        }
        self
    }

    /// All digits, if every separator can separate thousands.
    pub(super) fn as_integer(&self) -> Option<String> {
        let (first, more) = self.separators.split_first()?;
        let all_same = more.iter().all(|separator| separator == first);
        let is_integer = *first != Separator::Decimal && all_same && are_thousands(&self.groups);
        is_integer.then(|| self.groups.concat())
    }

    /// The digits before and behind the last separator, if decimals can follow it and all
    /// separators before it separate thousands.
    pub(super) fn as_decimal(&self) -> Option<(String, &str)> {
        let (last, thousands) = self.separators.split_last()?;
        let (fraction, groups) = self.groups.split_last()?;
        let all_same = thousands.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
        let differ_from_last = thousands
            .first()
            .is_none_or(|separator| separator != last && *separator != Separator::Decimal);
        let are_separators_possible = *last != Separator::Thousands && all_same && differ_from_last;
        let are_groups_possible = groups.len() == 1 || are_thousands(groups);
        (are_separators_possible && are_groups_possible)
            .then(|| (groups.concat(), fraction.as_str()))
    }
}

/// Splits the characters from the first to the last digit into groups of digits and the separators
/// between them.
fn split_groups(letters: &[char]) -> Option<(Vec<String>, Vec<Separator>)> {
    let (mut groups, mut separators) = (Vec::new(), Vec::new());
    let runs = letters.chunk_by(|one, next| digit(*one).is_some() == digit(*next).is_some());
    for run in runs {
        match read_digits(run) {
            Some(group) => groups.push(group),
            None => separators.push(read_separator_run(run)?),
        }
    }
    Some((groups, separators))
}

/// A run of digits in ASCII; `None` for any other run.
fn read_digits(run: &[char]) -> Option<String> {
    let ascii = |letter: &char| Some(char::from(digit(*letter)?.wrapping_add(b'0')));
    run.iter().map(ascii).collect()
}

/// The separator between two groups: one separator with or without spaces around it, or spaces
/// alone.
fn read_separator_run(run: &[char]) -> Option<Separator> {
    let mut visible = run.iter().filter(|letter| !letter.is_whitespace());
    match (visible.next(), visible.next()) {
        (None, _) => Some(Separator::Thousands),
        (Some(letter), None) => read_separator(*letter),
        (Some(_), Some(_)) => None,
    }
}

fn read_separator(letter: char) -> Option<Separator> {
    match letter {
        '.' | '\u{ff0e}' => Some(Separator::Point),
        ',' | '\u{ff0c}' | '\u{60c}' => Some(Separator::Comma),
        '\u{66b}' => Some(Separator::Decimal),
        '\'' | '’' | '‘' | 'ʼ' | '´' | '`' | '\u{ff07}' | '\u{66c}' => {
            Some(Separator::Thousands)
        }
        _ => None,
    }
}

/// Whether a character is invisible and copied along with a number: directional marks, joiners and
/// soft hyphens.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// Whether a character belongs to a word. An approximation, because Unicode's tables would add to
/// the shopper's download.
pub(super) fn is_letter(letter: char) -> bool {
    let is_sign = matches!(
        letter,
        '×' | '÷' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff20}'
            | '\u{ffe0}'..='\u{ffee}'
    );
    let is_beyond_ascii = letter >= '\u{c0}' && !is_sign && read_separator(letter).is_none();
    letter.is_ascii_alphabetic() || is_beyond_ascii
}

/// Whether digits are grouped as thousands: by three, or in Indian style the last three and all
/// others by two.
fn are_thousands(groups: &[String]) -> bool {
    let Some((first, more)) = groups.split_first() else { return false };
    let Some((last, middle)) = more.split_last() else { return false };
    let grouped_by =
        |width: usize| first.len() <= width && middle.iter().all(|group| group.len() == width);
    let is_grouped = grouped_by(3) || !middle.is_empty() && grouped_by(2);
    !first.starts_with('0') && last.len() == 3 && is_grouped
}
