//! Module `types`: reads a day as shoppers write it into one field: `2026-12-01`, `2026年12月1日`,
//! `1. 12. 2026`, `13/12/2026`.

use super::Day;
use super::digits::digit;
use alloc::vec::Vec;

/// What was written into the field of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayInput {
    /// One day.
    Day(Day),
    /// The shopper has to be asked which of two days is meant: day first or month first.
    Ask([Day; 2]),
    /// The text is no day.
    NotADay,
}

/// Reads a day of three numbers. The year has four digits and is first or last; numbers separated
/// by points begin with the day.
#[must_use]
pub fn read_day(text: &str) -> DayInput {
    let Some(numbers) = read_numbers(text) else { return DayInput::NotADay };
    let day =
        |year: u32, month: u32, day: u32| Day::from_ymd(i32::try_from(year).ok()?, month, day);
    let readings = match numbers.as_slice() {
        [(year, 4), (month, 1..=2), (last, 1..=2)] => [day(*year, *month, *last), None],
        [(first, 1..=2), (second, 1..=2), (year, 4)] => {
            let month_first = if text.contains('.') { None } else { day(*year, *first, *second) };
            [day(*year, *second, *first), month_first]
        }
        _ => [None, None],
    };
    match readings {
        [Some(day_first), Some(month_first)] if day_first != month_first => {
            DayInput::Ask([day_first, month_first])
        }
        [Some(day), _] | [None, Some(day)] => DayInput::Day(day),
        [None, None] => DayInput::NotADay,
    }
}

/// The numbers of a text, each with its count of digits; `None` where it does not begin with a
/// digit, or contains something besides digits and separators.
fn read_numbers(text: &str) -> Option<Vec<(u32, usize)>> {
    let text = text.trim();
    let is_digit = |letter: char| digit(letter).is_some();
    let is_well_formed = text.starts_with(is_digit)
        && text.chars().all(|letter| is_digit(letter) || is_separator(letter));
    let groups = text.split(is_separator).filter(|group| !group.is_empty());
    is_well_formed.then(|| groups.map(read_number).collect())
}

/// The value of a group of digits, and how many it has.
fn read_number(digits: &str) -> (u32, usize) {
    let values = digits.chars().filter_map(digit);
    let number =
        values.fold(0_u32, |sum, value| sum.saturating_mul(10).saturating_add(u32::from(value)));
    (number, digits.chars().count())
}

/// Whether a character separates year, month and day, or marks an ordinal number.
fn is_separator(letter: char) -> bool {
    matches!(
        letter,
        '-' | '/' | '.' | ' ' | '年' | '月' | '日' | 'º' | 'ª' | '°' | '\u{2013}' | '\u{a0}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_input_is_read_as_people_write_it() {
        let day = |text| DayInput::Day(Day::parse(text).unwrap());
        for typed in [
            "2026-12-01",
            " 2026-12-1 ",
            "2026/12/1",
            "2026年12月1日",
            "２０２６-１２-０１",
            "٢٠٢٦-١٢-٠١",
            "1.12.2026",
            "1. 12. 2026",
            "01.12.2026",
            "1º 12 2026",
        ] {
            let asked = DayInput::Ask([
                Day::parse("2026-12-01").unwrap(),
                Day::parse("2026-01-12").unwrap(),
            ]);
            let expected = if typed.starts_with("1º") { asked } else { day("2026-12-01") };
            assert_eq!(read_day(typed), expected, "{typed}");
        }
        assert_eq!(read_day("13/12/2026"), day("2026-12-13"));
        assert_eq!(read_day("12/13/2026"), day("2026-12-13"));
        assert_eq!(read_day("5/5/2026"), day("2026-05-05"));
        assert!(matches!(read_day("1/12/2026"), DayInput::Ask(_)));
        for bad in [
            "",
            "never",
            "2026-02-30",
            "-2026-12-01",
            "1/12/26",
            "2026",
            "20261201",
            "1 December 2026",
            "2026-12-01x",
        ] {
            assert_eq!(read_day(bad), DayInput::NotADay, "{bad}");
        }
    }
}
