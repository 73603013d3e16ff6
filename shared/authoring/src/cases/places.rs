//! Module `cases`: places of a shop's likely shoppers, the most likely first: an example for a shop
//! in Chicago that asks for the state should not be in Andorra.

use crate::places::parts_of;
use recourse::policy::Policy;
use recourse::question::{Kind, Question};
use recourse::types::{Area, COUNTRIES, Place};

/// Countries in which many shops sell, for a region without listed places.
const MARKETS: &str = "US GB DE FR CA AU JP";
const ZONES: &str = include_str!("zones.txt");

/// Every country and every place that the policy lists, the most suitable for the question first.
pub(super) fn likely_places<'a>(
    policy: &'a Policy,
    question: &Question,
) -> impl Iterator<Item = Place> + 'a {
    let listed: Vec<Place> = listed_places(question).collect();
    let mut places: Vec<Place> = Vec::new();
    // If all listed places are in one country, other subdivisions of it are likely, too.
    if let Some(country) = common_country(&listed) {
        places.extend(listed.iter().cloned());
        places.extend(parts_of(country.country()).cloned());
        places.push(country);
    }
    places.extend(country_of_zone(&policy.parts().timezone));
    places.extend(listed.iter().cloned());
    let others = policy.questions().iter().flat_map(listed_places);
    // A region may contain only the other subdivisions of a country; they come last, because they
    // are rarely needed.
    let subdivisions = listed.into_iter().flat_map(|place| parts_of(place.country()).cloned());
    places
        .into_iter()
        .chain(others)
        .chain(parse_all(MARKETS))
        .chain(parse_all(COUNTRIES))
        .chain(subdivisions)
}

/// The answers that correspond to the listed areas of a question.
fn listed_places(question: &Question) -> impl Iterator<Item = Place> {
    let regions = match &question.kind {
        Kind::Place { regions, .. } => regions.as_slice(),
        _ => &[],
    };
    regions.iter().flatten().map(|area| match area {
        Area::Place(place) => place.clone(),
        Area::PartUnknown(country) => Place::from(*country),
    })
}

/// The country of which all places are subdivisions.
fn common_country(places: &[Place]) -> Option<Place> {
    let country = places.first()?.country_place();
    places
        .iter()
        .all(|place| place.is_subdivision() && place.country_place() == country)
        .then_some(country)
}

fn parse_all(codes: &str) -> impl Iterator<Item = Place> {
    codes.split(' ').filter_map(|code| Place::parse(code).ok())
}

/// The country of a time zone.
fn country_of_zone(zone: &str) -> Option<Place> {
    let mut lines = ZONES.lines().filter_map(|line| line.split_once(' '));
    let (_, code) = lines.find(|(name, _)| *name == zone)?;
    Place::parse(code).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_likely_in_the_country_of_the_zone_and_of_the_listed_subdivisions() {
        let place = |code: &str| Place::parse(code).ok();
        assert_eq!(country_of_zone("America/Chicago"), place("US"));
        assert_eq!(country_of_zone("UTC"), None);
        let listed: Vec<Place> = parse_all("US-UT US-TX").collect();
        assert_eq!(common_country(&listed), place("US"));
        assert_eq!(common_country(&parse_all("US-UT CA-ON").collect::<Vec<_>>()), None);
    }
}
