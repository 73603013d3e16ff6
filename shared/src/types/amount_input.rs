//! Module `types`: reads an amount as shoppers write it, by their language and the currency:
//! `1.299,50 €`, `CHF 1'299.50`, `129,-`, `１２，８００円`. An ambiguous number is not guessed: the
//! caller asks the shopper which amount is meant.

use super::amount_words::{Context, classify_context};
use super::written_number::{Separator, WrittenNumber};
use super::{Amount, Currency};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// What was written into the field of an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AmountInput {
    /// One amount.
    Amount(Amount),
    /// The shopper has to be asked which amount is meant. One or two amounts, the usual one in the
    /// shopper's language first; only one where another currency is named, or where the currency
    /// has fewer decimals than were written.
    Ask(Vec<Amount>),
    /// The text is no amount.
    NotAnAmount,
}

/// Languages that write a point before decimals; the others write a comma. Arabic and Spanish use
/// both.
const POINT_LANGUAGES: [&str; 9] = ["en", "zh", "ar", "ja", "ko", "th", "he", "hi", "ms"];
/// Languages that use the same separators in all of their countries, so that a thousands separator
/// is certain. English is not one of them: shoppers of many other languages read it.
const UNAMBIGUOUS_LANGUAGES: [&str; 3] = ["de", "pt", "zh"];

/// The language of a tag without its region: `pt` for `pt-BR`.
fn primary_language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Whether a language writes a comma before decimals.
fn writes_comma(language: &str) -> bool {
    !POINT_LANGUAGES.contains(&primary_language(language))
}

/// Reads an amount that a shopper has written.
///
/// `language` is the tag of the language in which the shopper reads the page. A text that names
/// another currency, or has more decimals than the currency, has to be confirmed.
#[must_use]
pub fn read_amount(text: &str, language: &str, currency: Currency) -> AmountInput {
    let Some(number) = WrittenNumber::parse(text) else { return AmountInput::NotAnAmount };
    match (classify_context(&number, currency), interpret(&number, language, currency)) {
        (Context::OtherNumber, _) => AmountInput::NotAnAmount,
        (Context::OtherCurrency, AmountInput::Amount(amount)) => AmountInput::Ask([amount].into()),
        (_, input) => input,
    }
}

/// An amount as the field shows it in a language, without thousands separators. [`read_amount`]
/// reads it as the same amount.
#[must_use]
pub fn amount_text(amount: Amount, language: &str) -> String {
    let separator = if writes_comma(language) { "," } else { "." };
    amount.to_string().split('.').collect::<Vec<_>>().join(separator)
}

/// Interprets the digits and separators, without the text around them.
fn interpret(number: &WrittenNumber, language: &str, currency: Currency) -> AmountInput {
    let amount = |integer: &str, fraction: &str| round(integer, fraction, currency);
    let Some(last) = number.separators.last() else {
        return unambiguous(amount(&number.groups.concat(), ""));
    };
    match (number.as_integer(), number.as_decimal()) {
        (None, None) => AmountInput::NotAnAmount,
        (Some(digits), None) => unambiguous(amount(&digits, "")),
        (None, Some((integer, fraction))) => unambiguous(amount(&integer, fraction)),
        (Some(digits), Some((integer, fraction))) => {
            let readings =
                Readings { integer: amount(&digits, ""), decimal: amount(&integer, fraction) };
            choose_reading(readings, *last, language, currency)
        }
    }
}

/// The two readings of a number with one separator and three digits behind it.
struct Readings {
    /// The separator separates thousands.
    integer: Rounded,
    /// The separator is followed by decimals.
    decimal: Rounded,
}

/// Chooses between two readings by the currency and the language; asks where neither decides.
fn choose_reading(
    readings: Readings,
    separator: Separator,
    language: &str,
    currency: Currency,
) -> AmountInput {
    let Readings { integer, decimal } = readings;
    let is_decimal_usual = (separator == Separator::Comma) == writes_comma(language);
    let is_certain = UNAMBIGUOUS_LANGUAGES.contains(&primary_language(language));
    match currency.decimals() {
        0 => return unambiguous(integer),
        // All three decimals of the currency, behind the decimal separator of the language.
        3.. if is_decimal_usual => return unambiguous(decimal),
        1..=2 if !is_decimal_usual && is_certain => return unambiguous(integer),
        _ => {}
    }
    let in_usual_order = if is_decimal_usual { [decimal, integer] } else { [integer, decimal] };
    let amounts: Vec<Amount> =
        in_usual_order.into_iter().flatten().map(|(amount, _)| amount).collect();
    if amounts.is_empty() { AmountInput::NotAnAmount } else { AmountInput::Ask(amounts) }
}

/// An amount, and whether it is exactly what was written; `None` where it is out of range.
type Rounded = Option<(Amount, bool)>;

/// The only reading: an amount where it is exact, a question where it was rounded.
fn unambiguous(reading: Rounded) -> AmountInput {
    match reading {
        Some((amount, true)) => AmountInput::Amount(amount),
        Some((amount, false)) => AmountInput::Ask([amount].into()),
        None => AmountInput::NotAnAmount,
    }
}

/// Maximum number of digits: every number of 17 digits fits into an `i64`.
const DIGITS_MAX: usize = 17;

/// The amount with these digits before and behind the decimal separator, rounded half up to the
/// decimals of the currency.
fn round(integer: &str, fraction: &str, currency: Currency) -> Rounded {
    let decimals = usize::from(currency.decimals());
    if integer.len().saturating_add(decimals) > DIGITS_MAX {
        return None;
    }
    let zeros = core::iter::repeat(b'0');
    let digits = integer.bytes().chain(fraction.bytes().chain(zeros).take(decimals));
    let minor =
        digits.fold(0_i64, |sum, digit| sum.wrapping_mul(10).wrapping_add(i64::from(digit & 15)));
    let mut dropped = fraction.bytes().skip(decimals);
    let is_exact = dropped.clone().all(|digit| digit == b'0');
    let rounds_up = dropped.next().is_some_and(|digit| digit >= b'5');
    let rounded = minor.wrapping_add(i64::from(rounds_up));
    Some((Amount::from_minor(rounded, currency)?, is_exact))
}
