//! Module `types`: a day as people write it into one field: `2026-12-01`, `2026年12月1日`, `1. 12.
//! 2026`, `13/12/2026`.

use super::Day;
use super::digits::digit;
use alloc::vec::Vec;

/// What was written into the field of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayInput {
    /// One day.
    Day(Day),
    /// It has to be asked which of two days is meant: day or month first.
    Ask([Day; 2]),
    /// No day.
    NotADay,
}

/// Reads a day of three numbers. A year of four digits stands first or last; with points between,
/// the day stands first.
#[must_use]
pub fn read_day(text: &str) -> DayInput {
    let Some((numbers, points)) = numbers(text) else { return DayInput::NotADay };
    let day =
        |year: u32, month: u32, day: u32| Day::from_ymd(i32::try_from(year).ok()?, month, day);
    let read = match numbers.as_slice() {
        [(year, 4), (month, 1..=2), (last, 1..=2)] => [day(*year, *month, *last), None],
        [(first, 1..=2), (second, 1..=2), (year, 4)] => {
            let month_first = if points { None } else { day(*year, *first, *second) };
            [day(*year, *second, *first), month_first]
        }
        _ => [None, None],
    };
    match read {
        [Some(one), Some(other)] if one != other => DayInput::Ask([one, other]),
        [Some(one), _] | [None, Some(one)] => DayInput::Day(one),
        [None, None] => DayInput::NotADay,
    }
}

/// The numbers with how many digits each has, and whether points stand between them; `None` where
/// something else does.
fn numbers(text: &str) -> Option<(Vec<(u32, usize)>, bool)> {
    let (mut numbers, mut open, mut points) = (Vec::<(u32, usize)>::new(), false, false);
    for letter in text.trim().chars() {
        let Some(value) = digit(letter) else {
            points |= letter == '.';
            open = false;
            let mark = matches!(
                letter,
                '-' | '/'
                    | '.'
                    | ' '
                    | '年'
                    | '月'
                    | '日'
                    | 'º'
                    | 'ª'
                    | '°'
                    | '\u{2013}'
                    | '\u{a0}'
            );
            if mark && !numbers.is_empty() { continue } else { return None }
        };
        if !open {
            numbers.push((0, 0));
        }
        open = true;
        let (number, width) = numbers.last_mut()?;
        *number = number.saturating_mul(10).saturating_add(u32::from(value));
        *width = width.saturating_add(1);
    }
    Some((numbers, points))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
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
