//! Room `cases`: places that a shop's shoppers are likely to have, most likely first, so that an
//! example does not speak of Andorra where a shop in Chicago asks for the state.

use crate::places::parts_of;
use recourse::policy::Policy;
use recourse::question::{Kind, Question};
use recourse::words::{Area, COUNTRIES, Place};

/// Countries in which many shops sell, for places that no list of a policy names.
const MARKETS: &str = "US GB DE FR CA AU JP";
const ZONES: &str = include_str!("zones.txt");

/// Every country and the places that the policy names, those first that suit the question.
pub(super) fn likely_places(policy: &Policy, question: &Question) -> Vec<Place> {
    let own_lists: Vec<Place> = listed(question).collect();
    let mut places = Vec::new();
    if let Some(country) = common_country(&own_lists) {
        // The question asks for a part of one country: elsewhere is another part of it.
        places.extend(own_lists.clone());
        places.extend(parts_of(country.country()).cloned());
        places.push(country);
    }
    places.extend(country_of_zone(&policy.parts().timezone));
    places.extend(own_lists.clone());
    places.extend(policy.questions().iter().flat_map(listed));
    places.extend(all(MARKETS).chain(all(COUNTRIES)));
    // A region may hold the other parts of a country only; seldom needed, so last.
    places.extend(own_lists.iter().flat_map(|place| parts_of(place.country())).cloned());
    places
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
