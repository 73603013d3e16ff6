//! Room `cases`: places that a shop's shoppers are likely to have, most likely first, so that an
//! example does not speak of Andorra where a shop in Chicago asks for the state.

use recourse::policy::Policy;
use recourse::question::{Kind, Question};
use recourse::words::{COUNTRIES, Place};

/// Countries in which many shops sell, for places that no list of a policy names.
const MARKETS: &str = "US GB DE FR CA AU JP";
const ZONES: &str = include_str!("zones.txt");
const SUBDIVISIONS: &str = include_str!("subdivisions.txt");

/// Every country and the places that the policy names, those first that suit the question.
pub(super) fn likely_places(policy: &Policy, question: &Question) -> Vec<Place> {
    let own_lists: Vec<Place> = listed(question).cloned().collect();
    let mut places = Vec::new();
    if let Some(country) = common_country(&own_lists) {
        // The question asks for a part of one country: elsewhere is another part of it.
        places.extend(own_lists.clone());
        places.extend(subdivisions(&country));
        places.push(country);
    }
    places.extend(country_of_zone(&policy.parts().timezone));
    places.extend(own_lists);
    places.extend(policy.questions().iter().flat_map(listed).cloned());
    places.extend(all(MARKETS).chain(all(COUNTRIES)));
    places
}

fn listed(question: &Question) -> impl Iterator<Item = &Place> {
    let regions = match &question.kind {
        Kind::Place { regions } => regions.as_slice(),
        _ => &[],
    };
    regions.iter().flatten()
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

fn subdivisions(country: &Place) -> Vec<Place> {
    let parts = line(SUBDIVISIONS, &country.to_string()).unwrap_or_default().split(' ');
    parts.filter_map(|part| Place::parse(&format!("{country}-{part}")).ok()).collect()
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
        assert!(place("US").is_some_and(|us| subdivisions(&us).len() >= 51));
    }
}
