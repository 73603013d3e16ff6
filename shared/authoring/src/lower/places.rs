//! Module `lower`: places fall together where every list that is mentioned has both or neither. A
//! part of a country belongs to the lists that name it, a part that it lies in, or its country.
//! What lies in a listed part is written out here, so that nothing that reads a compiled policy
//! needs to know which place lies in which.

use super::when::When;
use crate::draft::{PolicyDraft, StatuteDraft};
use crate::finding::{Finding, Report};
use crate::phrase::Phrase;
use crate::places::{around, parts_within};
use recourse::region::RegionSet;
use recourse::types::{Area, Country};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// What a list is called.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ListName {
    One(Area),
    Group(String),
    /// The countries of a statutes file, by its place among them.
    Statute(usize),
}

/// The lists that are mentioned about one place question.
#[derive(Debug, Default)]
pub(super) struct PlaceLists {
    lists: BTreeMap<ListName, BTreeSet<Area>>,
    /// Found when they are first asked for: every phrase about the question asks.
    regions: OnceCell<Vec<Vec<Area>>>,
}

impl PlaceLists {
    /// The places of each region but the last, which is everywhere else; ordered by their first
    /// place.
    pub(super) fn regions(&self) -> &[Vec<Area>] {
        self.regions.get_or_init(|| self.cut())
    }

    fn cut(&self) -> Vec<Vec<Area>> {
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

    /// The countries of which a list has a part that a shopper who names only the country is never
    /// asked about.
    fn unasked(&self) -> BTreeMap<Country, Area> {
        let listed = || self.lists.values().flatten();
        let asked = |country: Country| listed().any(|area| *area == Area::PartUnknown(country));
        let parts = listed().filter(|area| area.is_part() && !asked(area.country()));
        parts.map(|area| (area.country(), area.clone())).collect()
    }

    /// The regions that make up a list.
    pub(super) fn set(&self, name: &ListName) -> RegionSet {
        let Some(list) = self.lists.get(name) else { return RegionSet::EMPTY };
        let inside = self
            .regions()
            .iter()
            .enumerate()
            .filter(|(_, places)| places.first().is_some_and(|p| belongs(p, list)));
        inside.fold(RegionSet::EMPTY, |sum, (region, _)| sum.union(RegionSet::one(region)))
    }

    fn memberships(&self, area: &Area) -> Vec<bool> {
        self.lists.values().map(|list| belongs(area, list)).collect()
    }
}

fn belongs(area: &Area, list: &BTreeSet<Area>) -> bool {
    list.contains(area) || around(area).iter().any(|wider| list.contains(wider))
}

/// Where a list has a part of a country, a shopper who names only the country has not said whether
/// they are there.
pub(super) fn check(draft: &PolicyDraft, lists: &[PlaceLists], report: &mut Report<'_>) {
    for (question, lists) in draft.questions.iter().zip(lists) {
        for (country, part) in lists.unasked() {
            let id = &question.id;
            let message = format!(
                "a shopper who answers `{country}` to `{}` may be in `{part}`, and is taken not to be",
                id.value
            );
            let finding = Finding::warning("part-unasked", &id.span, message).on(id.as_str());
            let help = format!(
                "ask which part it is, in a clause about `{country}-?` (the country, part not known)"
            );
            report.add(finding.label("answered by countries").help(help));
        }
    }
}

/// The lists mentioned about each question, by its index; statutes look at the policy's `place`
/// question.
pub(super) fn lists(
    draft: &PolicyDraft,
    whens: &[When],
    statutes: &[StatuteDraft],
) -> Vec<PlaceLists> {
    let mut lists: Vec<PlaceLists> =
        draft.questions.iter().map(|_| PlaceLists::default()).collect();
    for when in whens {
        when.visit(&mut |question, phrase| {
            if let (Some((name, places)), Some(lists)) =
                (named(draft, &phrase.value), lists.get_mut(question))
            {
                lists.lists.insert(name, places);
            }
        });
    }
    let place = draft
        .place_question
        .as_ref()
        .and_then(|name| draft.questions.iter().position(|q| q.id.value == name.value));
    if let Some(lists) = place.and_then(|ix| lists.get_mut(ix)) {
        for (ix, statute) in
            statutes.iter().enumerate().filter(|(_, statute)| matters(draft, statute))
        {
            lists.lists.insert(
                ListName::Statute(ix),
                parsed(statute.countries.iter().map(|country| country.as_str())),
            );
        }
    }
    lists
}

/// Whether a topic of the policy stands on one of the statute's rights.
fn matters(draft: &PolicyDraft, statute: &StatuteDraft) -> bool {
    statute
        .rights
        .iter()
        .any(|right| draft.topics.iter().any(|topic| topic.right == Some(right.right)))
}

fn named(draft: &PolicyDraft, phrase: &Phrase) -> Option<(ListName, BTreeSet<Area>)> {
    match phrase {
        Phrase::Place(area) => Some((ListName::One(area.clone()), BTreeSet::from([area.clone()]))),
        Phrase::Group(name) => {
            let group = draft.place_groups.iter().find(|group| group.name.value == *name)?;
            Some((
                ListName::Group(name.clone()),
                parsed(group.places.iter().map(|place| place.as_str())),
            ))
        }
        _ => None,
    }
}

fn parsed<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeSet<Area> {
    texts.filter_map(|text| Area::parse(text).ok()).collect()
}
