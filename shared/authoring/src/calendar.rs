//! Module `calendar`: public holidays of countries, and the time zones in which Saturday and Sunday
//! are not the usual days of rest.

use recourse::question::PublicHolidays;
use recourse::types::{Calendar, Country, Day, Place, WEEKDAYS, Weekend, aliases};
use std::collections::BTreeMap;

/// Written by `cargo xtask tables`: country, year, days from Monday to Friday.
const HOLIDAYS: &str = include_str!("../../statutes/public-holidays.csv");
/// Written by `cargo xtask tables`: country, days of rest, time zones.
const WEEKENDS: &str = include_str!("calendar/weekends.txt");

/// The public holidays of the countries that are kept. Those `asked` for that have none of their
/// own but belong to another country (`RE` to `FR`) have the other's.
pub(crate) fn public_holidays(asked: &[Country]) -> Vec<PublicHolidays> {
    let mut by_country: BTreeMap<Country, Vec<(u16, Vec<Day>)>> = BTreeMap::new();
    for (country, year, days) in rows() {
        by_country.entry(country).or_default().push((year, days));
    }
    by_country
        .into_iter()
        .filter_map(|(country, years)| of_country(country, &years, asked))
        .collect()
}

fn of_country(
    country: Country,
    years: &[(u16, Vec<Day>)],
    asked: &[Country],
) -> Option<PublicHolidays> {
    let belong = aliases().filter_map(|(code, taken)| {
        let (mother, _) = code.split_once('-')?;
        let own = Country::parse(taken).ok()?;
        (mother == country.to_string() && asked.contains(&own)).then_some(own)
    });
    let mut countries: Vec<Country> = belong.collect();
    countries.push(country);
    countries.sort_unstable();
    countries.dedup();
    Some(PublicHolidays {
        countries,
        first_year: years.iter().map(|(year, _)| *year).min()?,
        last_year: years.iter().map(|(year, _)| *year).max()?,
        calendar: Calendar {
            weekend: Weekend::default(),
            holidays: years.iter().flat_map(|(_, days)| days).copied().collect(),
        },
    })
}

fn rows() -> impl Iterator<Item = (Country, u16, Vec<Day>)> {
    HOLIDAYS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split(',');
        let (country, year, days) = (cells.next()?, cells.next()?, cells.next()?);
        let day = |day: &str| Day::parse(&format!("{year}-{day}")).ok();
        Some((
            Country::parse(country).ok()?,
            year.parse().ok()?,
            days.split(' ').filter_map(day).collect(),
        ))
    })
}

/// The last year of which public holidays are kept.
pub(crate) fn last_year() -> u16 {
    rows().map(|(_, year, _)| year).max().unwrap_or(0)
}

/// The usual days of rest in the country of a time zone, and that country, where they are not
/// Saturday and Sunday.
pub(crate) fn usual_weekend(zone: &str) -> Option<(Place, Weekend)> {
    WEEKENDS.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut cells = line.split(' ');
        let (country, days) = (cells.next()?, cells.next()?);
        let zones = cells.any(|known| known == zone);
        let days = days.split('+').filter_map(weekday);
        zones.then_some(())?;
        Some((Place::parse(country).ok()?, Weekend::of(days).ok()?))
    })
}

/// The place of a day of the week in [`WEEKDAYS`].
pub(crate) fn weekday(name: &str) -> Option<u8> {
    WEEKDAYS.iter().position(|known| *known == name).and_then(|day| u8::try_from(day).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(code: &str) -> Country {
        Country::parse(code).unwrap()
    }

    #[test]
    fn holidays_cover_the_union_the_area_and_the_kingdom_for_every_year() {
        let all = public_holidays(&[]);
        assert_eq!(all.len(), 31, "27, three and one");
        for holidays in &all {
            assert!(holidays.first_year <= 2024 && holidays.last_year >= 2032, "{holidays:?}");
            let days = holidays.calendar.holidays.iter().count();
            let years = usize::from(holidays.last_year - holidays.first_year + 1);
            assert!((years * 4..years * 15).contains(&days), "{:?}: {days}", holidays.countries);
        }
    }

    #[test]
    fn holidays_of_a_country_are_those_of_its_parts_with_a_code_of_their_own() {
        let all = public_holidays(&[country("RE"), country("AX"), country("US")]);
        let with = |code: &str| all.iter().find(|holidays| holidays.has(country(code)));
        assert!(with("RE").unwrap().has(country("FR")) && with("AX").unwrap().has(country("FI")));
        assert!(with("US").is_none() && with("GP").is_none(), "only what was asked for");
        assert!(with("DE").unwrap().calendar.holidays.has(Day::parse("2026-12-25").unwrap()));
    }

    #[test]
    fn weekends_are_those_of_the_zone() {
        let (country, rest) = usual_weekend("Asia/Riyadh").unwrap();
        assert_eq!((country.to_string().as_str(), rest), ("SA", Weekend::of([4, 5]).unwrap()));
        assert_eq!(
            usual_weekend("Asia/Tel_Aviv").map(|(country, _)| country.to_string()).as_deref(),
            Some("IL")
        );
        assert_eq!(usual_weekend("Europe/Berlin"), None);
    }
}
