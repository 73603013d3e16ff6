//! Module `types`: an amount as people write it, by their language and the currency: `1.299,50 €`,
//! `CHF 1'299.50`, `129,-`, `１２，８００円`. What may be two amounts is not guessed: it has to be asked.

use super::amount_words::{Around, around};
use super::written_number::{Mark, WrittenNumber};
use super::{Amount, Currency};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// What was written into the field of an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AmountInput {
    /// One amount.
    Amount(Amount),
    /// It has to be asked which amount is meant, of one or two: the usual reading in the shopper's
    /// language first. One, where another currency is named or the currency has fewer decimals.
    Ask(Vec<Amount>),
    /// No amount.
    NotAnAmount,
}

/// Languages that write a point before decimals; the others write a comma. Both are written in
/// Arabic and in Spanish.
const POINT: [&str; 9] = ["en", "zh", "ar", "ja", "ko", "th", "he", "hi", "ms"];
/// Languages whose marks are the same in all of their countries, so that a mark between thousands
/// says so by itself. English is none of them: shoppers of many other languages read it.
const FIRM: [&str; 3] = ["de", "pt", "zh"];

/// Whether a comma stands before the decimals in a language.
fn writes_comma(language: &str) -> bool {
    let language = language.split('-').next().unwrap_or(language);
    !POINT.contains(&language)
}

/// Reads an amount that a shopper has written.
///
/// `language` is the tag of the language in which the shopper reads the page.
#[must_use]
pub fn read_amount(text: &str, language: &str, currency: Currency) -> AmountInput {
    let Some(number) = WrittenNumber::of(text) else { return AmountInput::NotAnAmount };
    let read = readings(&number, language, currency);
    match (around(&number, currency), read) {
        (Around::OtherNumber, _) => AmountInput::NotAnAmount,
        (Around::OtherCurrency, AmountInput::Amount(amount)) => AmountInput::Ask([amount].into()),
        (_, read) => read,
    }
}

/// The amount in the way in which it is written into a field in a language, without marks between
/// thousands. [`read_amount`] reads it as the same amount.
#[must_use]
pub fn amount_text(amount: Amount, language: &str) -> String {
    let mark = if writes_comma(language) { "," } else { "." };
    amount.to_string().split('.').collect::<Vec<_>>().join(mark)
}

fn readings(number: &WrittenNumber, language: &str, currency: Currency) -> AmountInput {
    let one = |digits: &str, part: &str| rounded(digits, part, currency);
    let Some(last) = number.marks.last() else {
        return sure(one(&number.groups.concat(), ""));
    };
    match (number.whole(), number.decimal()) {
        (None, None) => AmountInput::NotAnAmount,
        (Some(digits), None) => sure(one(&digits, "")),
        (None, Some((digits, part))) => sure(one(&digits, part)),
        (Some(digits), Some((before, part))) => {
            let (whole, decimal) = (one(&digits, ""), one(&before, part));
            either(whole, decimal, *last, language, currency)
        }
    }
}

/// One mark with three digits behind it: thousands, or decimals.
fn either(
    whole: Rounded,
    decimal: Rounded,
    mark: Mark,
    language: &str,
    currency: Currency,
) -> AmountInput {
    let usual = (mark == Mark::Comma) == writes_comma(language);
    let firm = FIRM.contains(&language.split('-').next().unwrap_or(language));
    match currency.decimals() {
        0 => return sure(whole),
        // All three decimals of the currency, behind the decimal mark of the language.
        3.. if usual => return sure(decimal),
        1..=2 if !usual && firm => return sure(whole),
        _ => {}
    }
    let (first, second) = if usual { (decimal, whole) } else { (whole, decimal) };
    match [first, second].into_iter().flatten().map(|(amount, _)| amount).collect::<Vec<_>>() {
        all if all.is_empty() => AmountInput::NotAnAmount,
        all => AmountInput::Ask(all),
    }
}

/// An amount, and whether it is exactly what is written; `None` out of range.
type Rounded = Option<(Amount, bool)>;

fn sure(read: Rounded) -> AmountInput {
    match read {
        Some((amount, true)) => AmountInput::Amount(amount),
        Some((amount, false)) => AmountInput::Ask([amount].into()),
        None => AmountInput::NotAnAmount,
    }
}

/// Most digits of a number: all that an `i64` holds.
const DIGITS_MAX: usize = 17;

/// Digits before and behind the decimal mark, rounded to the decimals of the currency, half a unit
/// up.
fn rounded(whole: &str, part: &str, currency: Currency) -> Rounded {
    let width = usize::from(currency.decimals());
    if whole.len().saturating_add(width) > DIGITS_MAX {
        return None;
    }
    let zeros = core::iter::repeat(b'0');
    let digits = whole.bytes().chain(part.bytes().chain(zeros).take(width));
    let minor =
        digits.fold(0_i64, |sum, digit| sum.wrapping_mul(10).wrapping_add(i64::from(digit & 15)));
    let rest = part.bytes().skip(width);
    let up = rest.clone().next().is_some_and(|digit| digit >= b'5');
    let exact = rest.clone().all(|digit| digit == b'0');
    Some((Amount::from_minor(minor.wrapping_add(i64::from(up)), currency)?, exact))
}
