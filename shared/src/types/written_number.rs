//! Module `types`: a number as it is written: groups of digits with marks between them, and what
//! stands around it.

use super::digits::digit;
use alloc::string::String;
use alloc::vec::Vec;

/// What stands between two groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A point: before decimals in some countries, between thousands in others.
    Point,
    /// A comma: the same.
    Comma,
    /// Always before decimals: the Arabic decimal mark.
    Decimal,
    /// Always between thousands: a space, an apostrophe, the Arabic thousands mark.
    Thousands,
}

/// A number in a text. There is one mark fewer than groups, and no group is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WrittenNumber {
    /// What stands before the first digit.
    pub(super) before: String,
    /// The digits between the marks, in ASCII.
    pub(super) groups: Vec<String>,
    /// The marks.
    pub(super) marks: Vec<Mark>,
    /// What stands behind the last digit.
    pub(super) after: String,
}

impl WrittenNumber {
    /// The one number of a text; `None` where there is no digit, or something between digits that
    /// is no mark.
    pub(super) fn of(text: &str) -> Option<WrittenNumber> {
        let letters: Vec<char> = text.chars().filter(|letter| !is_invisible(*letter)).collect();
        let first = letters.iter().position(|letter| digit(*letter).is_some())?;
        let last = letters.iter().rposition(|letter| digit(*letter).is_some())?;
        let before: String = letters.iter().take(first).collect();
        let after = letters.iter().skip(last.saturating_add(1)).collect();
        let (groups, marks) = groups(letters.get(first..=last)?)?;
        let number = WrittenNumber { before, groups, marks, after };
        Some(number.with_leading_zero())
    }

    /// `.50` is `0.50`; the point of `Rs.50` belongs to its word.
    fn with_leading_zero(mut self) -> WrittenNumber {
        let mark = self.before.chars().next_back().and_then(mark);
        if let Some(mark) = mark.filter(|mark| *mark != Mark::Thousands)
            && !self.before.chars().any(is_letter)
        {
            self.groups.insert(0, "0".into());
            self.marks.insert(0, mark);
        }
        self
    }

    /// All digits, where every mark stands between thousands.
    pub(super) fn whole(&self) -> Option<String> {
        let (first, more) = self.marks.split_first()?;
        let same = *first != Mark::Decimal && more.iter().all(|mark| mark == first);
        (same && are_thousands(&self.groups)).then(|| self.groups.concat())
    }

    /// The digits before and behind the last mark, where that may stand before decimals.
    pub(super) fn decimal(&self) -> Option<(String, &str)> {
        let (last, thousands) = self.marks.split_last()?;
        let (part, groups) = self.groups.split_last()?;
        let same = thousands.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
        let other = thousands.first().is_none_or(|mark| mark != last && *mark != Mark::Decimal);
        let fits = *last != Mark::Thousands && same && other;
        (fits && (groups.len() == 1 || are_thousands(groups)))
            .then(|| (groups.concat(), part.as_str()))
    }
}

/// The digits and the marks between the first and the last digit.
fn groups(letters: &[char]) -> Option<(Vec<String>, Vec<Mark>)> {
    let (mut groups, mut marks) = (Vec::new(), Vec::new());
    let (mut group, mut between, mut space) = (String::new(), None, false);
    for letter in letters {
        if let Some(value) = digit(*letter) {
            if let Some(mark) = between.take().or(space.then_some(Mark::Thousands)) {
                marks.push(mark);
                groups.push(core::mem::take(&mut group));
            }
            space = false;
            group.push(char::from(value.wrapping_add(b'0')));
        } else if letter.is_whitespace() {
            space = true;
        } else if between.replace(mark(*letter)?).is_some() {
            return None;
        }
    }
    groups.push(group);
    Some((groups, marks))
}

fn mark(letter: char) -> Option<Mark> {
    match letter {
        '.' | '\u{ff0e}' => Some(Mark::Point),
        ',' | '\u{ff0c}' | '\u{60c}' => Some(Mark::Comma),
        '\u{66b}' => Some(Mark::Decimal),
        '\'' | '’' | '‘' | 'ʼ' | '´' | '`' | '\u{ff07}' | '\u{66c}' => Some(Mark::Thousands),
        _ => None,
    }
}

/// Marks of direction, joiners and soft hyphens, which are copied along with a number.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character belongs to a word. Without the tables of Unicode, which a shopper would have
/// to load.
pub(super) fn is_letter(letter: char) -> bool {
    let sign = matches!(
        letter,
        '×' | '÷' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff20}'
            | '\u{ffe0}'..='\u{ffee}'
    );
    letter.is_ascii_alphabetic() || letter >= '\u{c0}' && !sign && mark(letter).is_none()
}

/// Whether the digits are grouped as thousands are: by three, or in India the last three and by two
/// before.
fn are_thousands(groups: &[String]) -> bool {
    let Some((first, more)) = groups.split_first() else { return false };
    let Some((last, middle)) = more.split_last() else { return false };
    let most =
        |width: usize| middle.iter().all(|group| group.len() == width) && first.len() <= width;
    !first.starts_with('0') && last.len() == 3 && (most(3) || !middle.is_empty() && most(2))
}
