//! Room `lower`: places fall together where every list that is mentioned has both or neither. A subdivision belongs to
//! the lists that name it or its country.

use super::when::When;
use crate::draft::{PolicyDraft, StatuteDraft};
use crate::phrase::Phrase;
use recourse::region::RegionSet;
use recourse::words::Place;
use std::collections::{BTreeMap, BTreeSet};

/// What a list is called.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ListName {
    One(Place),
    Group(String),
    /// The countries of a statutes file, by its place among them.
    Statute(usize),
}

/// The lists that are mentioned about one place question.
#[derive(Debug, Default)]
pub(super) struct PlaceLists(BTreeMap<ListName, BTreeSet<Place>>);

impl PlaceLists {
    /// The places of each region but the last, which is everywhere else; ordered by their first place.
    pub(super) fn regions(&self) -> Vec<Vec<Place>> {
        let mut by_lists: BTreeMap<Vec<bool>, Vec<Place>> = BTreeMap::new();
        for place in self.0.values().flatten().collect::<BTreeSet<_>>() {
            by_lists.entry(self.memberships(place)).or_default().push(place.clone());
        }
        let mut regions: Vec<Vec<Place>> = by_lists.into_values().collect();
        regions.sort();
        regions
    }

    /// The regions that make up a list.
    pub(super) fn set(&self, name: &ListName) -> RegionSet {
        let Some(list) = self.0.get(name) else { return RegionSet::EMPTY };
        let regions = self.regions();
        let inside =
            regions.iter().enumerate().filter(|(_, places)| places.first().is_some_and(|p| belongs(p, list)));
        inside.fold(RegionSet::EMPTY, |sum, (region, _)| sum.union(RegionSet::one(region)))
    }

    fn memberships(&self, place: &Place) -> Vec<bool> {
        self.0.values().map(|list| belongs(place, list)).collect()
    }
}

fn belongs(place: &Place, list: &BTreeSet<Place>) -> bool {
    list.contains(place) || (place.is_subdivision() && list.contains(&place.whole()))
}

/// The lists mentioned about each question, by its index; statutes look at the policy's `place` question.
pub(super) fn lists(draft: &PolicyDraft, whens: &[When], statutes: &[StatuteDraft]) -> Vec<PlaceLists> {
    let mut lists: Vec<PlaceLists> = draft.questions.iter().map(|_| PlaceLists::default()).collect();
    for when in whens {
        when.visit(&mut |question, phrase| {
            if let (Some((name, places)), Some(lists)) =
                (named(draft, &phrase.value), lists.get_mut(question))
            {
                lists.0.insert(name, places);
            }
        });
    }
    let place =
        draft.place.as_ref().and_then(|name| draft.questions.iter().position(|q| q.id.value == name.value));
    if let Some(lists) = place.and_then(|ix| lists.get_mut(ix)) {
        for (ix, statute) in statutes.iter().enumerate().filter(|(_, statute)| matters(draft, statute)) {
            lists.0.insert(
                ListName::Statute(ix),
                parsed(statute.countries.iter().map(|country| country.as_str())),
            );
        }
    }
    lists
}

/// Whether a topic of the policy stands on one of the statute's rights.
fn matters(draft: &PolicyDraft, statute: &StatuteDraft) -> bool {
    statute.rights.iter().any(|right| draft.topics.iter().any(|topic| topic.right == Some(right.right)))
}

fn named(draft: &PolicyDraft, phrase: &Phrase) -> Option<(ListName, BTreeSet<Place>)> {
    match phrase {
        Phrase::Place(place) => Some((ListName::One(place.clone()), BTreeSet::from([place.clone()]))),
        Phrase::Group(name) => {
            let group = draft.groups.iter().find(|group| group.name.value == *name)?;
            Some((ListName::Group(name.clone()), parsed(group.places.iter().map(|place| place.as_str()))))
        }
        _ => None,
    }
}

fn parsed<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeSet<Place> {
    texts.filter_map(|text| Place::parse(text).ok()).collect()
}
