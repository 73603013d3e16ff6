//! Module `question`: public holidays of whole countries, past which the law moves a last day.

use crate::types::compact::compact;
use crate::types::{Calendar, Country, Day};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The public holidays of a country, and of its parts that have a code of their own. No region's own holidays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicHolidays {
    /// Where they are kept.
    pub countries: Vec<Country>,
    /// The first year that is known.
    pub first_year: u16,
    /// The last year that is known.
    pub last_year: u16,
    /// The working days there: no Saturday, no Sunday and no public holiday (Regulation (EEC, Euratom) 1182/71 art. 2).
    pub calendar: Calendar,
}

compact!(struct PublicHolidays { countries, first_year, last_year, calendar });

impl PublicHolidays {
    /// Whether they are kept in that country.
    #[must_use]
    pub fn has(&self, country: Country) -> bool {
        self.countries.contains(&country)
    }

    /// Whether the holidays from the first day to the last are known.
    #[must_use]
    pub fn cover(&self, first: Day, last: Day) -> bool {
        let year = |day: Day| day.ymd().0;
        i32::from(self.first_year) <= year(first) && year(last) <= i32::from(self.last_year)
    }
}
