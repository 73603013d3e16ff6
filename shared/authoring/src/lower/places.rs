//! Module `lower`: divides places into regions: places that belong to the same lists form one
//! region. A subdivision belongs to the lists that name it, a larger subdivision around it, or its
//! country. All subdivisions within a listed one are listed here, so that readers of a compiled
//! policy need no table of subdivisions.

use super::when::When;
use crate::draft::{PolicyDraft, StatuteDraft};
use crate::finding::{Finding, Report};
use crate::phrase::Phrase;
use crate::places::{containing_areas, parts_within};
use recourse::region::RegionSet;
use recourse::types::{Area, Country};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// The name of a list of places.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ListName {
    One(Area),
    Group(String),
    /// The countries of a statutes file, by its index.
    Statute(usize),
}

/// The lists that conditions use for one place question.
#[derive(Debug, Default)]
pub(super) struct PlaceLists {
    lists: BTreeMap<ListName, BTreeSet<Area>>,
    /// The regions, computed on first use, because every phrase about the question needs them.
    regions: OnceCell<Vec<Vec<Area>>>,
}

impl PlaceLists {
    /// The places of each region but the last, which is everywhere else; ordered by their first
    /// place.
    pub(super) fn regions(&self) -> &[Vec<Area>] {
        self.regions.get_or_init(|| self.divide())
    }

    fn divide(&self) -> Vec<Vec<Area>> {
        let listed: BTreeSet<Area> = self.lists.values().flatten().cloned().collect();
        let within: BTreeSet<Area> = listed.iter().flat_map(parts_within).collect();
        let mut by_lists: BTreeMap<Vec<bool>, Vec<Area>> = BTreeMap::new();
        for area in listed.union(&within) {
            by_lists.entry(self.memberships(area)).or_default().push(area.clone());
        }
        let mut regions: Vec<Vec<Area>> = by_lists.into_values().collect();
        regions.sort();
        regions
    }

    /// The countries with a listed subdivision for which no list has "subdivision unknown":
    /// shoppers who answer with the country are not asked for the subdivision.
    fn unasked(&self) -> BTreeMap<Country, Area> {
        let listed = || self.lists.values().flatten();
        let is_asked = |country: Country| listed().any(|area| *area == Area::PartUnknown(country));
        let parts = listed().filter(|area| area.is_part() && !is_asked(area.country()));
        parts.map(|area| (area.country(), area.clone())).collect()
    }

    /// The regions of a list.
    pub(super) fn set(&self, name: &ListName) -> RegionSet {
        let Some(list) = self.lists.get(name) else { return RegionSet::EMPTY };
        let inside = self
            .regions()
            .iter()
            .enumerate()
            .filter(|(_, places)| places.first().is_some_and(|place| is_within(place, list)));
        inside.fold(RegionSet::EMPTY, |sum, (region, _)| sum.union(RegionSet::one(region)))
    }

    /// For each list, whether the area is within it.
    fn memberships(&self, area: &Area) -> Vec<bool> {
        self.lists.values().map(|list| is_within(area, list)).collect()
    }
}

fn is_within(area: &Area, list: &BTreeSet<Area>) -> bool {
    list.contains(area) || containing_areas(area).iter().any(|wider| list.contains(wider))
}

/// Reports lists with a subdivision whose country does not say whether the shopper is in it.
pub(super) fn check(draft: &PolicyDraft, lists: &[PlaceLists], report: &mut Report<'_>) {
    for (question, lists) in draft.questions.iter().zip(lists) {
        for (country, part) in lists.unasked() {
            let id = &question.id;
            let message = format!(
                "a shopper who answers `{country}` to `{}` may be in `{part}`, \
                 and is taken not to be",
                id.value
            );
            let finding = Finding::warning("part-unasked", &id.span, message).on(id.as_str());
            let help = format!(
                "ask which part it is, in a clause about `{country}-?` \
                 (the country, part not known)"
            );
            report.add(finding.label("answered by countries").help(help));
        }
    }
}

/// The lists of each question, by its index; statutes use the policy's place question.
pub(super) fn lists(
    draft: &PolicyDraft,
    whens: &[When],
    statutes: &[StatuteDraft],
) -> Vec<PlaceLists> {
    let mut lists: Vec<PlaceLists> =
        draft.questions.iter().map(|_| PlaceLists::default()).collect();
    for when in whens {
        when.visit(&mut |question, phrase| {
            let list = named_list(draft, &phrase.value);
            if let (Some((name, places)), Some(lists)) = (list, lists.get_mut(question)) {
                lists.lists.insert(name, places);
            }
        });
    }
    let place_question = draft
        .place_question
        .as_ref()
        .and_then(|name| draft.questions.iter().position(|q| q.id.value == name.value));
    if let Some(lists) = place_question.and_then(|question| lists.get_mut(question)) {
        for (index, statute) in statutes.iter().enumerate() {
            if matters(draft, statute) {
                let countries = statute.countries.iter().map(|country| country.as_str());
                lists.lists.insert(ListName::Statute(index), parse_areas(countries));
            }
        }
    }
    lists
}

/// Whether a topic of the policy uses one of the statute's rights.
fn matters(draft: &PolicyDraft, statute: &StatuteDraft) -> bool {
    statute
        .rights
        .iter()
        .any(|right| draft.topics.iter().any(|topic| topic.right == Some(right.right)))
}

/// The list of places that a phrase means.
fn named_list(draft: &PolicyDraft, phrase: &Phrase) -> Option<(ListName, BTreeSet<Area>)> {
    match phrase {
        Phrase::Place(area) => Some((ListName::One(area.clone()), BTreeSet::from([area.clone()]))),
        Phrase::Group(name) => {
            let group = draft.place_groups.iter().find(|group| group.name.value == *name)?;
            let places = group.places.iter().map(|place| place.as_str());
            Some((ListName::Group(name.clone()), parse_areas(places)))
        }
        _ => None,
    }
}

fn parse_areas<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeSet<Area> {
    texts.filter_map(|text| Area::parse(text).ok()).collect()
}
