//! Module `types`: money: an amount in minor units with the decimals of its currency. No floats.

use super::Currency;
use alloc::string::{String, ToString};
use core::fmt;
use serde::{Deserialize, Serialize};

/// Largest amount, in minor units.
const MINOR_MAX: i64 = 1_000_000_000_000;
/// Most decimals that a currency has.
const DECIMALS_MAX: u8 = 4;

/// The error for a text that is no amount of the currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyError {
    /// Decimals of the currency.
    decimals: u8,
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let example = Amount { minor: 12_999, decimals: self.decimals };
        match self.decimals {
            0 => write!(
                f,
                "not an amount: write it as {example}, without decimals and without a sign"
            ),
            1 => write!(
                f,
                "not an amount: write it as {example}, with at most one decimal and no sign"
            ),
            decimals => {
                let most = match decimals {
                    2 => "two",
                    3 => "three",
                    _ => "four",
                };
                write!(
                    f,
                    "not an amount: write it as {example}, with at most {most} decimals and no sign"
                )
            }
        }
    }
}

impl core::error::Error for MoneyError {}

/// An amount in minor units (cents, yen, fils), 0 to 10^12, with the number of decimals of its
/// currency.
///
/// All amounts of a policy have one currency. Amounts are ordered by their minor units, which means
/// nothing between two currencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "(i64, u8)", into = "(i64, u8)")]
pub struct Amount {
    minor: i64,
    decimals: u8,
}

impl Amount {
    /// The amount of that many minor units; `None` if it is out of range.
    #[must_use]
    pub fn from_minor(minor: i64, currency: Currency) -> Option<Amount> {
        Amount::of(minor, currency.decimals())
    }

    fn of(minor: i64, decimals: u8) -> Option<Amount> {
        let fits = (0..=MINOR_MAX).contains(&minor) && decimals <= DECIMALS_MAX;
        fits.then_some(Amount { minor, decimals })
    }

    /// An amount that shows how amounts are written: `129.99`, `12999` or `12.999`.
    #[must_use]
    pub fn example(currency: Currency) -> Amount {
        Amount { minor: 12_999, decimals: currency.decimals() }
    }

    /// Minor units: cents, yen, fils.
    #[must_use]
    pub fn minor(self) -> i64 {
        self.minor
    }

    /// How many of the digits are decimals.
    #[must_use]
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// The amount plus `units` minor units, minus if they are negative; `None` if it is out of
    /// range.
    #[must_use]
    pub fn plus(self, units: i64) -> Option<Amount> {
        Amount::of(self.minor.saturating_add(units), self.decimals)
    }

    /// Reads the text form: `129`, `129.9` or `129.99`, with at most the decimals of the currency.
    ///
    /// # Errors
    /// [`MoneyError`] for signs, separators, more decimals, or an amount out of range.
    pub fn parse(text: &str, currency: Currency) -> Result<Amount, MoneyError> {
        let error = MoneyError { decimals: currency.decimals() };
        Amount::parse_as_written(text).and_then(|amount| amount.in_currency(currency)).ok_or(error)
    }

    /// Reads the text form if the currency is not known: the amount has as many decimals as are
    /// written. `None` if it is no amount of any currency.
    #[must_use]
    pub fn parse_as_written(text: &str) -> Option<Amount> {
        let (integer, fraction) = match text.split_once('.') {
            Some((integer, fraction)) if !fraction.is_empty() => (integer, fraction),
            Some(_) => return None,
            None => (text, ""),
        };
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if integer.is_empty() || !digits(integer) || !digits(fraction) || integer.len() > 13 {
            return None;
        }
        let decimals =
            u8::try_from(fraction.len()).ok().filter(|decimals| *decimals <= DECIMALS_MAX)?;
        // At most 17 digits, which fit into an `i64`. Not `str::parse`, which adds code for errors
        // that cannot happen here.
        let tens = |sum: i64, digit: u8| sum.wrapping_mul(10).wrapping_add(i64::from(digit & 15));
        Amount::of(integer.bytes().chain(fraction.bytes()).fold(0, tens), decimals)
    }

    /// The same amount with the decimals of a currency; `None` if that would remove a digit other
    /// than 0.
    #[must_use]
    pub fn in_currency(self, currency: Currency) -> Option<Amount> {
        let (mut minor, mut decimals) = (self.minor, self.decimals);
        while decimals < currency.decimals() {
            minor = minor.saturating_mul(10);
            decimals = decimals.saturating_add(1);
        }
        while decimals > currency.decimals() {
            if minor.rem_euclid(10) != 0 {
                return None;
            }
            minor = minor.div_euclid(10);
            decimals = decimals.saturating_sub(1);
        }
        Amount::of(minor, decimals)
    }
}

impl fmt::Display for Amount {
    /// The text form: digits, with a point before the decimals, all of which are written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10_i64.saturating_pow(u32::from(self.decimals));
        let (integer, fraction) = (self.minor.div_euclid(unit), self.minor.rem_euclid(unit));
        match self.decimals {
            0 => write!(f, "{integer}"),
            width => write!(f, "{integer}.{fraction:0>width$}", width = usize::from(width)),
        }
    }
}

impl TryFrom<(i64, u8)> for Amount {
    type Error = String;
    fn try_from((minor, decimals): (i64, u8)) -> Result<Amount, String> {
        Amount::of(minor, decimals).ok_or_else(|| "not an amount".to_string())
    }
}

impl From<Amount> for (i64, u8) {
    fn from(amount: Amount) -> (i64, u8) {
        (amount.minor, amount.decimals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).unwrap()
    }

    #[test]
    fn amount_is_exact_and_unsigned() {
        let usd = currency("USD");
        for (text, minor) in
            [("0", 0), ("15", 1500), ("99.9", 9990), ("99.99", 9999), ("1.990", 199)]
        {
            assert_eq!(Amount::parse(text, usd).unwrap().minor(), minor, "{text}");
        }
        for bad in
            ["", "-1", "1.", ".5", "1.999", "1,00", "1e3", "100000000000", "1.5.5", "1.23456"]
        {
            assert!(Amount::parse(bad, usd).is_err(), "{bad}");
        }
        assert_eq!(Amount::parse("7.05", usd).unwrap().to_string(), "7.05");
    }

    #[test]
    fn amount_has_the_decimals_of_its_currency() {
        for (text, code, minor, printed) in [
            ("12800", "JPY", 12_800, "12800"),
            ("12800.00", "JPY", 12_800, "12800"),
            ("12.5", "KWD", 12_500, "12.500"),
            ("0.007", "TND", 7, "0.007"),
            ("5", "CLF", 50_000, "5.0000"),
        ] {
            let amount = Amount::parse(text, currency(code)).unwrap();
            assert_eq!(
                (amount.minor(), amount.to_string().as_str()),
                (minor, printed),
                "{text} {code}"
            );
        }
        let error = |text, code| Amount::parse(text, currency(code)).unwrap_err().to_string();
        assert!(error("128.50", "KRW").contains("without decimals"), "{}", error("128.50", "KRW"));
        assert!(error("1.2345", "KWD").contains("12.999, with at most three decimals"));
        assert!(error("x", "USD").contains("129.99, with at most two decimals"));
    }

    #[test]
    fn amount_steps_by_the_minor_unit_of_its_currency() {
        let next =
            |text, code| Amount::parse(text, currency(code)).unwrap().plus(1).unwrap().to_string();
        assert_eq!((next("150", "USD"), next("150", "JPY")), ("150.01".into(), "151".into()));
        assert_eq!(next("150", "KWD"), "150.001");
        assert_eq!(Amount::parse("0", currency("JPY")).unwrap().plus(-1), None);
    }
}
