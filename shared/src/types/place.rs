//! Module `types`: countries (ISO 3166-1 alpha-2) and parts of them (ISO 3166-2). One place has one code: a territory that ISO lists
//! as a part of another country as well is the country it has a code of its own for.

mod area;

pub use area::Area;

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

/// ISO 3166-2 codes of such territories (`US-PR`), each with the code that is taken (`PR`), in order. Written by `cargo xtask tables`
/// from CLDR and ISO 3166-2.
const ALIASES: &str = include_str!("place/aliases.txt");

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

impl Country {
    /// Reads an assigned code, capital letters.
    ///
    /// # Errors
    /// [`PlaceError`] where ISO 3166-1 does not assign it.
    pub fn parse(text: &str) -> Result<Country, PlaceError> {
        let bytes: [u8; 2] = text.as_bytes().try_into().map_err(|_| PlaceError)?;
        // Two letters and a blank each: stepping over them is a tenth of searching for blanks, and a policy names many places.
        let assigned = COUNTRIES
            .as_bytes()
            .chunks(3)
            .any(|code| matches!(code, [a, b, ..] if [*a, *b] == bytes));
        if assigned { Ok(Country(bytes)) } else { Err(PlaceError) }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{}", char::from(*b)))
    }
}

impl TryFrom<String> for Country {
    type Error = PlaceError;
    fn try_from(text: String) -> Result<Country, PlaceError> {
        Country::parse(&text)
    }
}

impl From<Country> for String {
    fn from(country: Country) -> String {
        country.to_string()
    }
}

impl Compact for Country {
    fn read(from: &mut Reader<'_>) -> Country {
        from.parsed(Country::parse, Country([0; 2]))
    }
}

/// A country, or a subdivision of one: `DE`, `UA-43`. Two of them are one place where they are equal: `US-PR` is read as `PR`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Place {
    country: Country,
    subdivision: Option<String>,
}

impl Place {
    /// Reads `DE` or `UA-43`, and the code of a territory that has one of its own as that: `US-PR` is `PR`, `NL-BQ1` is `BQ-BO`.
    /// The subdivision's form is checked (1 to 3 capital letters or digits), its existence is not.
    ///
    /// # Errors
    /// [`PlaceError`] for an unassigned country or a malformed subdivision.
    pub fn parse(text: &str) -> Result<Place, PlaceError> {
        Place::as_written(alias(text).unwrap_or(text))
    }

    /// Reads a code that is not another code of a place.
    fn as_written(text: &str) -> Result<Place, PlaceError> {
        let (country, part) = match text.split_once('-') {
            Some((country, part)) => (country, Some(part)),
            None => (text, None),
        };
        let form = |p: &str| {
            (1..=3).contains(&p.len())
                && p.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
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
        Place::from(self.country)
    }
}

impl From<Country> for Place {
    fn from(country: Country) -> Place {
        Place { country, subdivision: None }
    }
}

/// The code that is taken for another code of the same place.
fn alias(text: &str) -> Option<&'static str> {
    // Few of what people answer are parts of countries.
    let is_part = text.len() > 2;
    let named = |line: &'static str| line.split_once(' ').filter(|(code, _)| *code == text);
    ALIASES.lines().filter(|_| is_part).find_map(named).map(|(_, taken)| taken)
}

/// Every other code of a place, with the code that is taken for it.
pub fn aliases() -> impl Iterator<Item = (&'static str, &'static str)> {
    ALIASES.lines().filter_map(|line| line.split_once(' '))
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
    fn a_territory_with_a_code_of_its_own_is_one_place() {
        for (code, taken) in [
            ("US-PR", "PR"),
            ("FR-974", "RE"),
            ("FR-RE", "RE"),
            ("FR-LRE", "RE"),
            ("FR-973", "GF"),
            ("CN-91", "HK"),
            ("CN-HK", "HK"),
            ("CN-92", "MO"),
            ("CN-71", "TW"),
            ("CN-TW", "TW"),
            ("NL-AW", "AW"),
            ("NL-BQ1", "BQ-BO"),
            ("FI-01", "AX"),
            ("NO-21", "SJ"),
            ("NO-22", "SJ"),
            ("RS-KM", "XK"),
        ] {
            assert_eq!(Place::parse(code).unwrap().to_string(), taken, "{code}");
        }
        for own in ["US-GA", "BE-WLX", "GN-ML", "NG-NI", "ES-CN", "UA-43", "FR-75"] {
            assert_eq!(Place::parse(own).unwrap().to_string(), own);
        }
    }

    #[test]
    fn every_alias_is_a_part_of_another_country_than_it_is_taken_for() {
        for (code, taken) in aliases() {
            let place = Place::as_written(taken).unwrap();
            let written = Place::as_written(code).unwrap();
            assert!(
                written.is_subdivision() && written.country() != place.country(),
                "{code} {taken}"
            );
            assert_eq!(alias(taken), None, "{code} is {taken}, which is another's code");
        }
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
