//! Module `types`: an entry of a policy's list of places.

use super::{Country, Place, PlaceError};
use alloc::string::{String, ToString};
use core::fmt;
use serde::{Deserialize, Serialize};

/// An entry of a policy's list of places: `DE`, `UA-43`, or `UA-?` for an answer that names Ukraine
/// without a subdivision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Area {
    /// A country with all of its subdivisions, or a subdivision.
    Place(Place),
    /// A country, if the answer names no subdivision of it.
    PartUnknown(Country),
}

impl Area {
    /// Reads `DE`, `UA-43` or `UA-?`.
    ///
    /// # Errors
    /// [`PlaceError`] for an unassigned country or a malformed subdivision.
    pub fn parse(text: &str) -> Result<Area, PlaceError> {
        match text.strip_suffix("-?") {
            Some(country) => Country::parse(country).map(Area::PartUnknown),
            None => Place::parse(text).map(Area::Place),
        }
    }

    /// The country.
    #[must_use]
    pub fn country(&self) -> Country {
        match self {
            Area::Place(place) => place.country(),
            Area::PartUnknown(country) => *country,
        }
    }

    /// Whether it is less than a country: a subdivision, or an unknown one.
    #[must_use]
    pub fn is_part(&self) -> bool {
        match self {
            Area::Place(place) => place.is_subdivision(),
            Area::PartUnknown(_) => true,
        }
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Area::Place(place) => write!(f, "{place}"),
            Area::PartUnknown(country) => write!(f, "{country}-?"),
        }
    }
}

impl TryFrom<String> for Area {
    type Error = PlaceError;
    fn try_from(text: String) -> Result<Area, PlaceError> {
        // A compiled policy has only one code for a place.
        Area::parse(&text).ok().filter(|area| area.to_string() == text).ok_or(PlaceError)
    }
}

impl From<Area> for String {
    fn from(area: Area) -> String {
        area.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn area_may_be_an_unknown_part_of_a_country() {
        assert_eq!(Area::parse("UA-?").unwrap().to_string(), "UA-?");
        assert_eq!(Area::parse("US-PR").unwrap(), Area::Place(Place::parse("PR").unwrap()));
        assert!(
            Place::parse("UA-?").is_err()
                && Area::parse("XX-?").is_err()
                && Area::parse("-?").is_err()
        );
        assert!(Area::parse("UA-?").unwrap().is_part() && !Area::parse("UA").unwrap().is_part());
    }

    #[test]
    fn area_has_one_compiled_form() {
        let read =
            |text: &str| postcard::from_bytes::<Area>(&postcard::to_allocvec(text).unwrap()).ok();
        assert_eq!(read("PR").map(|area| area.to_string()).as_deref(), Some("PR"));
        assert_eq!(read("US-PR"), None);
        assert_eq!(read("UA-?").map(|area| area.is_part()), Some(true));
    }
}
