//! Module `places`: ISO 3166-2 as far as lists of places need it: which parts a country has, and
//! what lies in what.

use recourse::types::{Area, Country, Place};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Written by `cargo xtask tables`. Per country its parts: `CN`, `GC<CN` (lies in `CN`), `31=SH`
/// (withdrawn, now `SH`).
const TABLE: &str = include_str!("places/subdivisions.txt");

static PARTS: LazyLock<BTreeMap<Place, Part>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(' '))
        .flat_map(|(country, parts)| of_country(country, parts))
        .collect()
});

/// A part of a country.
#[derive(Debug)]
struct Part {
    /// The part that it lies in, or that has taken its place; else it lies in its country alone.
    above: Option<Place>,
    withdrawn: bool,
}

fn of_country(country: &str, parts: &str) -> Vec<(Place, Part)> {
    let place = |letters: &str| Place::parse(&format!("{country}-{letters}")).ok();
    let part = |token: &str| {
        let withdrawn = token.contains('=');
        let (letters, above) = token.split_once(['<', '=']).unwrap_or((token, ""));
        Some((place(letters)?, Part { above: place(above), withdrawn }))
    };
    parts.split(' ').filter_map(part).collect()
}

/// What ISO 3166-2 says of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is a country, or a part of one today.
    Current,
    /// It was withdrawn; this part has taken its place.
    Withdrawn(Place),
    /// It is no code of ISO 3166-2.
    Unknown,
}

/// What ISO 3166-2 says of a place.
pub(crate) fn standing(place: &Place) -> Standing {
    match PARTS.get(place) {
        Some(Part { above: Some(above), withdrawn: true }) => Standing::Withdrawn(above.clone()),
        Some(_) => Standing::Current,
        None if place.is_subdivision() => Standing::Unknown,
        None => Standing::Current,
    }
}

/// The places that an entry of a list lies in, the nearest first, itself not.
pub(crate) fn around(area: &Area) -> Vec<Area> {
    let mut found = Vec::new();
    if let Area::Place(place) = area {
        let mut at = place;
        // A table that goes in circles ends here, too.
        while let Some(above) =
            PARTS.get(at).and_then(|part| part.above.as_ref()).filter(|_| found.len() < 9)
        {
            found.push(Area::Place(above.clone()));
            at = above;
        }
    }
    found.extend(area.is_part().then(|| Area::Place(Place::from(area.country()))));
    found
}

/// Every part of a country that ISO 3166-2 has or had, in order.
pub(crate) fn parts_of(country: Country) -> impl Iterator<Item = &'static Place> {
    let from = PARTS.range(Place::from(country)..).map(|(place, _)| place);
    from.take_while(move |place| place.country() == country)
}

/// Every part that lies in a part.
pub(crate) fn parts_within(part: &Area) -> Vec<Area> {
    if !part.is_part() {
        return Vec::new();
    }
    let areas = parts_of(part.country()).map(|place| Area::Place(place.clone()));
    areas.filter(|area| around(area).contains(part)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(text: &str) -> Area {
        Area::parse(text).unwrap()
    }

    fn names(areas: &[Area]) -> String {
        areas.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn place_lies_in_its_region_and_its_country() {
        assert_eq!(names(&around(&area("ES-GC"))), "ES-CN ES");
        assert_eq!(names(&parts_within(&area("ES-CN"))), "ES-GC ES-TF");
        assert_eq!(names(&around(&area("UA-?"))), "UA");
        assert!(
            around(&area("PR")).is_empty(),
            "a territory with a code of its own lies in no other country"
        );
    }

    #[test]
    fn place_codes_of_iso_are_known_and_others_are_not() {
        let of = |text: &str| standing(&Place::parse(text).unwrap());
        assert_eq!(
            (of("UA-43"), of("UA-40"), of("DE")),
            (Standing::Current, Standing::Current, Standing::Current)
        );
        assert_eq!((of("RU-CR"), of("RU-SEV")), (Standing::Unknown, Standing::Unknown));
        assert_eq!(of("CN-31"), Standing::Withdrawn(Place::parse("CN-SH").unwrap()));
    }

    #[test]
    fn place_table_is_whole() {
        assert!(PARTS.len() > 5_000, "{}", PARTS.len());
        let dangling =
            |part: &&Part| part.above.as_ref().is_some_and(|above| !PARTS.contains_key(above));
        assert_eq!(PARTS.values().filter(dangling).count(), 0);
    }
}
