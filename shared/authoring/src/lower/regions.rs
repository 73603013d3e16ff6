//! Module `lower`: the regions of a phrase.

use super::places::{ListName, PlaceLists};
use crate::phrase::Phrase;
use recourse::question::{Kind, Question};
use recourse::region::{RegionSet, none_region, unknown_region, value_regions};
use recourse::types::Amount;

/// The questions and lists of places to which phrases refer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) questions: &'a [Question],
    pub(super) lists: &'a [PlaceLists],
}

pub(super) fn region_set(scope: &Scope<'_>, ix: usize, phrase: &Phrase) -> RegionSet {
    let Some(question) = scope.questions.get(ix) else { return RegionSet::EMPTY };
    let place =
        |name: ListName| scope.lists.get(ix).map_or(RegionSet::EMPTY, |lists| lists.set(&name));
    match phrase {
        Phrase::Known => RegionSet::first(value_regions(&question.kind)),
        Phrase::Unknown => unknown_region(question).map_or(RegionSet::EMPTY, RegionSet::one),
        Phrase::None => none_region(question).map_or(RegionSet::EMPTY, RegionSet::one),
        Phrase::YesNo(yes) => RegionSet::one(usize::from(!yes)),
        Phrase::Place(code) => place(ListName::One(code.clone())),
        Phrase::Group(name) => place(ListName::Group(name.clone())),
        Phrase::Option(_) | Phrase::Dates { .. } | Phrase::Amounts { .. } | Phrase::Days { .. } => {
            value_regions_of(&question.kind, phrase)
        }
    }
}

fn value_regions_of(kind: &Kind, phrase: &Phrase) -> RegionSet {
    let last = value_regions(kind).saturating_sub(1);
    match (kind, phrase) {
        (Kind::Choice { options }, Phrase::Option(id)) => options
            .iter()
            .position(|option| option.as_str() == id)
            .map_or(RegionSet::EMPTY, RegionSet::one),
        (Kind::Date { limits, .. }, Phrase::Dates { after, within }) => {
            between(limits, *after, *within, last)
        }
        (Kind::Money { currency, tops }, Phrase::Amounts { beyond, top }) => {
            let amount =
                |minor: &Option<i64>| minor.and_then(|minor| Amount::from_minor(minor, *currency));
            between(tops, amount(beyond), amount(top), last)
        }
        (Kind::Span { starts, .. }, Phrase::Days { from, under }) => {
            between(starts, *from, *under, last)
        }
        _ => RegionSet::EMPTY,
    }
}

/// The regions after the threshold `beyond` (from the first, if there is none) up to the threshold
/// `top`.
fn between<T: PartialEq>(cuts: &[T], beyond: Option<T>, top: Option<T>, last: usize) -> RegionSet {
    let index = |cut: T| cuts.iter().position(|known| *known == cut).unwrap_or(last);
    let first = beyond.map_or(0, |cut| index(cut).saturating_add(1));
    RegionSet::range(first, top.map_or(last, index))
}
