//! Module `question`: public holidays of whole countries, past which the law moves a last day.

use crate::types::{Calendar, Country, Day};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The public holidays of countries or of territories with their own country code. Regional
/// holidays are not included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicHolidays {
    /// The countries that have these holidays.
    pub countries: Vec<Country>,
    /// The first year that is known.
    pub first_year: u16,
    /// The last year that is known.
    pub last_year: u16,
    /// The working days: all days but Saturdays, Sundays and public holidays (Regulation (EEC,
    /// Euratom) No 1182/71, Art. 2).
    pub calendar: Calendar,
}

impl PublicHolidays {
    /// Whether the country has these holidays.
    #[must_use]
    pub fn has(&self, country: Country) -> bool {
        self.countries.contains(&country)
    }

    /// Whether all holidays from the first to the last day are known.
    #[must_use]
    pub fn cover(&self, first: Day, last: Day) -> bool {
        let year = |day: Day| day.ymd().0;
        i32::from(self.first_year) <= year(first) && year(last) <= i32::from(self.last_year)
    }
}
