//! Module `types`: a currency of ISO 4217 with the number of decimals of its amounts.

use super::currency_table::CURRENCIES;
use alloc::string::String;
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The error for a text that is no currency code of ISO 4217.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrencyError;

impl fmt::Display for CurrencyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a currency: write its ISO 4217 code, such as `USD`")
    }
}

impl core::error::Error for CurrencyError {}

/// A currency of ISO 4217, with its exponent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    code: &'static str,
    decimals: u8,
}

impl Currency {
    /// `XXX`, which ISO 4217 assigns to "no currency". It replaces a policy's currency that cannot
    /// be read, which is reported as an error of its own. Two decimals.
    pub const NONE: Currency = Currency { code: "XXX", decimals: 2 };

    /// Reads a code in capital letters, such as `USD`.
    ///
    /// # Errors
    /// [`CurrencyError`] if ISO 4217 does not have it.
    pub fn parse(text: &str) -> Result<Currency, CurrencyError> {
        let entries = CURRENCIES.split(' ').filter_map(|entry| entry.split_at_checked(3));
        for (code, decimals) in entries {
            if code == text {
                let decimals = decimals.bytes().fold(0, |_, digit| digit & 15);
                return Ok(Currency { code, decimals });
            }
        }
        Err(CurrencyError)
    }

    /// The code of ISO 4217, three capital letters.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.code
    }

    /// How many decimals an amount has, 0 to 4 (the exponent of the minor unit): 2 for cents, 0 for
    /// yen, 3 for fils.
    #[must_use]
    pub fn decimals(self) -> u8 {
        self.decimals
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Currency, D::Error> {
        Currency::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::CURRENCIES_PUBLISHED;

    #[test]
    fn currency_has_the_decimals_of_iso_4217() {
        let decimals = |code| Currency::parse(code).map(Currency::decimals);
        for (code, expected) in [
            ("USD", 2),
            ("EUR", 2),
            ("JPY", 0),
            ("KRW", 0),
            ("KWD", 3),
            ("TND", 3),
            ("IQD", 3),
            ("CLF", 4),
        ] {
            assert_eq!(decimals(code), Ok(expected), "{code}");
        }
        for bad in ["", "usd", "US", "USDX", "ABC", "XAU", "2 A", "AED2"] {
            assert_eq!(decimals(bad), Err(CurrencyError), "{bad}");
        }
    }

    #[test]
    fn currency_table_is_in_order_with_one_digit_each() {
        let all: alloc::vec::Vec<&str> = CURRENCIES.split(' ').collect();
        assert!(all.len() > 160 && all.windows(2).all(|pair| pair[0] < pair[1]), "{all:?}");
        let form = |entry: &&str| entry.len() == 4 && matches!(entry.as_bytes()[3], b'0'..=b'4');
        assert!(all.iter().all(form), "{all:?}");
        assert!(CURRENCIES_PUBLISHED > "2026", "{CURRENCIES_PUBLISHED}");
    }
}
