//! Room `words`: countries (ISO 3166-1 alpha-2) and parts of them (ISO 3166-2).

use super::compact::{Compact, Reader};
use alloc::string::{String, ToString};
use core::fmt;
use serde::{Deserialize, Serialize};

/// Every ISO 3166-1 alpha-2 code, in order, and `XK`, which is what the world writes for Kosovo until it has one (CLDR).
pub const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR \
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP \
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ \
NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW \
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ \
UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// A text that names no country or subdivision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceError;

impl fmt::Display for PlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "not a place: write an ISO 3166-1 code such as `DE`, or an ISO 3166-2 code such as `UA-43`",
        )
    }
}

impl core::error::Error for PlaceError {}

/// An ISO 3166-1 alpha-2 country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    /// Reads an assigned code, capital letters.
    ///
    /// # Errors
    /// [`PlaceError`] where ISO 3166-1 does not assign it.
    pub fn parse(text: &str) -> Result<Country, PlaceError> {
        let bytes: [u8; 2] = text.as_bytes().try_into().map_err(|_| PlaceError)?;
        // Two letters and a blank each: stepping over them is a tenth of searching for blanks, and a policy names many places.
        let assigned =
            COUNTRIES.as_bytes().chunks(3).any(|code| matches!(code, [a, b, ..] if [*a, *b] == bytes));
        if assigned { Ok(Country(bytes)) } else { Err(PlaceError) }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{}", char::from(*b)))
    }
}

/// A country, or a subdivision of one: `DE`, `UA-43`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Place {
    country: Country,
    subdivision: Option<String>,
}

impl Place {
    /// Reads `DE` or `UA-43`. The subdivision's form is checked (1 to 3 capital letters or digits), its existence is not.
    ///
    /// # Errors
    /// [`PlaceError`] for an unassigned country or a malformed subdivision.
    pub fn parse(text: &str) -> Result<Place, PlaceError> {
        let (country, part) = match text.split_once('-') {
            Some((country, part)) => (country, Some(part)),
            None => (text, None),
        };
        let form = |p: &str| {
            (1..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        };
        if part.is_some_and(|p| !form(p)) {
            return Err(PlaceError);
        }
        Ok(Place { country: Country::parse(country)?, subdivision: part.map(ToString::to_string) })
    }

    /// The country.
    #[must_use]
    pub fn country(&self) -> Country {
        self.country
    }

    /// Whether this names a part of a country.
    #[must_use]
    pub fn is_subdivision(&self) -> bool {
        self.subdivision.is_some()
    }

    /// The whole country this place lies in.
    #[must_use]
    pub fn whole(&self) -> Place {
        Place { country: self.country, subdivision: None }
    }
}

impl Compact for Place {
    fn read(from: &mut Reader<'_>) -> Place {
        from.parsed(Place::parse, Place { country: Country([0; 2]), subdivision: None })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.country)?;
        self.subdivision.iter().try_for_each(|part| write!(f, "-{part}"))
    }
}

impl TryFrom<String> for Place {
    type Error = PlaceError;
    fn try_from(text: String) -> Result<Place, PlaceError> {
        Place::parse(&text)
    }
}

impl From<Place> for String {
    fn from(place: Place) -> String {
        place.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_code_once_in_order() {
        let codes: alloc::vec::Vec<&str> = COUNTRIES.split(' ').collect();
        assert_eq!(codes.len(), 250);
        assert!(codes.windows(2).all(|w| w[0] < w[1]));
    }

    #[test]
    fn places_are_countries_or_subdivisions() {
        assert_eq!(Place::parse("UA-43").unwrap().to_string(), "UA-43");
        assert_eq!(Place::parse("UA-43").unwrap().whole(), Place::parse("UA").unwrap());
        for bad in ["", "ua", "XX", "UA-", "UA-4343", "UA-4_", "D", "DEU"] {
            assert!(Place::parse(bad).is_err(), "{bad}");
        }
    }
}
