//! Module `cases`: places that a shop's shoppers are likely to have, most likely first, so that an
//! example does not speak of Andorra where a shop in Chicago asks for the state.

use crate::places::parts_of;
use recourse::policy::Policy;
use recourse::question::{Kind, Question};
use recourse::types::{Area, COUNTRIES, Place};

/// Countries in which many shops sell, for places that no list of a policy names.
const MARKETS: &str = "US GB DE FR CA AU JP";
const ZONES: &str = include_str!("zones.txt");

/// Every country and the places that the policy names, those first that suit the question.
pub(super) fn likely_places<'a>(
    policy: &'a Policy,
    question: &Question,
) -> impl Iterator<Item = Place> + 'a {
    let own: Vec<Place> = listed(question).collect();
    // Where the question asks for a part of one country, elsewhere is another part of it.
    let country = common_country(&own);
    let parts =
        country.clone().into_iter().flat_map(|country| parts_of(country.country()).cloned());
    let own_first = own.clone().into_iter().filter(|_| country.is_some()).collect::<Vec<_>>();
    let own_parts = own.clone().into_iter().flat_map(|place| parts_of(place.country()).cloned());
    let first = own_first.into_iter().chain(parts).chain(country);
    let zone = country_of_zone(&policy.parts().timezone).into_iter();
    let others = policy.questions().iter().flat_map(listed);
    let listed = first.chain(zone).chain(own).chain(others);
    // A region may hold the other parts of a country only; seldom needed, so last.
    listed.chain(all(MARKETS)).chain(all(COUNTRIES)).chain(own_parts)
}

/// The answers that the entries of a question's lists stand for.
fn listed(question: &Question) -> impl Iterator<Item = Place> {
    let regions = match &question.kind {
        Kind::Place { regions, .. } => regions.as_slice(),
        _ => &[],
    };
    regions.iter().flatten().map(|area| match area {
        Area::Place(place) => place.clone(),
        Area::PartUnknown(country) => Place::from(*country),
    })
}

/// The country that all places are parts of.
fn common_country(places: &[Place]) -> Option<Place> {
    let country = places.first()?.whole();
    places.iter().all(|place| place.is_subdivision() && place.whole() == country).then_some(country)
}

fn all(codes: &str) -> impl Iterator<Item = Place> {
    codes.split(' ').filter_map(|code| Place::parse(code).ok())
}

/// The line of a table that begins with a word, without that word.
fn line<'a>(table: &'a str, word: &str) -> Option<&'a str> {
    table
        .lines()
        .filter_map(|line| line.split_once(' '))
        .find(|(first, _)| *first == word)
        .map(|(_, rest)| rest)
}

fn country_of_zone(zone: &str) -> Option<Place> {
    line(ZONES, zone).and_then(|code| Place::parse(code).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shop_has_the_country_of_its_zone_and_a_part_has_others_beside_it() {
        let place = |code: &str| Place::parse(code).ok();
        assert_eq!(country_of_zone("America/Chicago"), place("US"));
        assert_eq!(country_of_zone("UTC"), None);
        let listed: Vec<Place> = all("US-UT US-TX").collect();
        assert_eq!(common_country(&listed), place("US"));
        assert_eq!(common_country(&all("US-UT CA-ON").collect::<Vec<_>>()), None);
    }
}
