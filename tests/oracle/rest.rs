//! Days of rest: of the shop, and of the shopper's country.

use super::places;
use jiff::civil::{Date, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use toml::{Table, Value};

/// The days that are not working days.
#[derive(Clone)]
pub(crate) struct Rest {
    weekend: BTreeSet<i8>,
    holidays: BTreeSet<Date>,
}

impl Rest {
    /// Saturday and Sunday.
    pub(crate) fn usual() -> Rest {
        Rest { weekend: BTreeSet::from([6, 7]), holidays: BTreeSet::new() }
    }

    /// The calendar of a policy's `[calendar]`.
    pub(crate) fn of(calendar: Option<&Table>) -> Rest {
        let list = |key: &str| {
            let list = calendar.and_then(|table| table.get(key)).and_then(Value::as_array)?;
            Some(list.iter().map(|day| day.as_str().unwrap().to_owned()).collect::<Vec<_>>())
        };
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let number = |name: &String| names.iter().position(|known| known == name).unwrap();
        let weekend = list("weekend")
            .map(|list| list.iter().map(|name| i8::try_from(number(name) + 1).unwrap()).collect());
        Rest {
            weekend: weekend.unwrap_or_else(|| Rest::usual().weekend),
            holidays: list("holidays")
                .unwrap_or_default()
                .iter()
                .map(|day| day.parse().unwrap())
                .collect(),
        }
    }

    pub(crate) fn has(&self, day: Date) -> bool {
        self.weekend.contains(&Weekday::to_monday_one_offset(day.weekday()))
            || self.holidays.contains(&day)
    }
}

/// The days of rest of countries whose public holidays are known.
pub(crate) fn countries() -> &'static BTreeMap<String, Rest> {
    static COUNTRIES: LazyLock<BTreeMap<String, Rest>> = LazyLock::new(read_countries);
    &COUNTRIES
}

fn read_countries() -> BTreeMap<String, Rest> {
    let text = std::fs::read_to_string("../shared/statutes/public-holidays.csv").unwrap();
    let mut all: BTreeMap<String, Rest> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let rest = all.entry(cells[0].to_owned()).or_insert_with(Rest::usual);
        rest.holidays.extend(
            cells[2].split(' ').map(|day| format!("{}-{day}", cells[1]).parse::<Date>().unwrap()),
        );
    }
    all
}

/// The days of rest at a shopper's place: a part with a code of its own, in which the law of the
/// Union applies, has its country's.
pub(crate) fn of_place<'a>(countries: &'a BTreeMap<String, Rest>, place: &str) -> Option<&'a Rest> {
    let country = match places::country(place) {
        "GF" | "GP" | "MF" | "MQ" | "RE" | "YT" => "FR",
        "AX" => "FI",
        own => own,
    };
    countries.get(country)
}
