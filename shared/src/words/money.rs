//! Room `words`: money in minor units of one currency. No floats.

use super::compact::{Compact, Reader};
use alloc::string::{String, ToString};
use core::fmt;
use serde::{Deserialize, Serialize};

/// Largest amount, in minor units: ten thousand million of the major unit.
const MINOR_MAX: i64 = 1_000_000_000_000;

/// A text that is no amount or no currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyError;

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an amount: write it as 129.99, with at most two decimals and no sign")
    }
}

impl core::error::Error for MoneyError {}

/// An amount in minor units (cents), 0 to 10^12, in the policy's currency. Two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Amount(i64);

impl Amount {
    /// The amount of that many minor units, if it is within range.
    #[must_use]
    pub fn from_minor(minor: i64) -> Option<Amount> {
        (0..=MINOR_MAX).contains(&minor).then_some(Amount(minor))
    }

    /// Minor units (cents).
    #[must_use]
    pub fn minor(self) -> i64 {
        self.0
    }

    /// Reads `129`, `129.9` or `129.99`.
    ///
    /// # Errors
    /// [`MoneyError`] for signs, separators, more decimals, or an amount out of range.
    pub fn parse(text: &str) -> Result<Amount, MoneyError> {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() > 2 || whole.len() > 11 {
            return Err(MoneyError);
        }
        // Thirteen digits at most, far from what an `i64` holds; `parse` would have code for all that these are not.
        let tens = |sum: i64, digit: u8| sum.wrapping_mul(10).wrapping_add(i64::from(digit & 15));
        let pad = if part.len() == 1 { "0" } else { "" };
        let minor = [whole, part, pad].iter().flat_map(|text| text.bytes()).fold(0, tens);
        Amount::from_minor(minor).ok_or(MoneyError)
    }
}

impl Compact for Amount {
    fn read(from: &mut Reader<'_>) -> Amount {
        // Signed numbers are folded: 0, -1, 1, -2 and so on.
        let folded = from.number();
        let minor = i64::try_from(folded / 2).ok().filter(|_| folded.is_multiple_of(2));
        minor.and_then(Amount::from_minor).unwrap_or_else(|| from.fail(Amount(0)))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0.div_euclid(100), self.0.rem_euclid(100))
    }
}

/// An ISO 4217 currency code: three capital letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(String);

impl Currency {
    /// Reads a code such as `USD`.
    ///
    /// # Errors
    /// [`MoneyError`] where it is not three capital letters.
    pub fn parse(text: &str) -> Result<Currency, MoneyError> {
        let good = text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
        if good { Ok(Currency(text.to_string())) } else { Err(MoneyError) }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Compact for Currency {
    fn read(from: &mut Reader<'_>) -> Currency {
        from.parsed(Currency::parse, Currency(String::new()))
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;
    fn try_from(text: String) -> Result<Currency, MoneyError> {
        Currency::parse(&text)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_and_unsigned() {
        for (text, minor) in [("0", 0), ("15", 1500), ("99.9", 9990), ("99.99", 9999), ("100.00", 10_000)] {
            assert_eq!(Amount::parse(text).unwrap().minor(), minor, "{text}");
        }
        for bad in ["", "-1", "1.", ".5", "1.999", "1,00", "1e3", "100000000000"] {
            assert!(Amount::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Amount::parse("7.05").unwrap().to_string(), "7.05");
    }
}
