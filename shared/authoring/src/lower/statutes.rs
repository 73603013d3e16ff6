//! Module `lower`: statutes as one policy uses them, and the checks of the statutes files.

use super::places::ListName;
use super::questions::question_index;
use super::regions::Scope;
use crate::draft::{PolicyDraft, RightDraft, StatuteDraft};
use crate::finding::{Finding, Report};
use crate::phrase::parse_limit;
use recourse::clause::Statute;
use recourse::types::{Day, Place, StatuteId};

/// Checks one statutes file: day, countries, ids, limits.
pub(crate) fn check(statute: &StatuteDraft, report: &mut Report<'_>) {
    if let Err(error) = Day::parse(statute.as_of.as_str()) {
        report.add(Finding::error("bad-value", &statute.as_of.span, error.to_string()));
    }
    for country in &statute.countries {
        if !Place::parse(country.as_str()).is_ok_and(|place| !place.is_subdivision()) {
            let message = format!("`{}` is not a country of ISO 3166-1", country.value);
            report.add(Finding::error("bad-place", &country.span, message));
        }
    }
    for right in &statute.rights {
        check_right(right, report);
    }
}

fn check_right(right: &RightDraft, report: &mut Report<'_>) {
    if let Err(error) = StatuteId::parse(right.id.as_str()) {
        report.add(Finding::error("bad-id", &right.id.span, error.to_string()).label("not an id"));
    }
    let Some(within) = &right.within else { return };
    if let Err(error) = parse_limit(within.as_str()) {
        let finding = Finding::error("bad-phrase", &within.part(error.inside), error.message);
        report.add(finding.label("cannot be read").maybe_help(error.help));
    }
}

/// The statutes that a topic of this policy uses.
pub(super) fn build(
    draft: &PolicyDraft,
    files: &[StatuteDraft],
    scope: &Scope<'_>,
) -> Option<Vec<Statute>> {
    let Some(place) = draft.place_question.as_ref().and_then(|name| question_index(draft, name))
    else {
        return Some(Vec::new());
    };
    let lists = scope.lists.get(usize::from(place))?;
    let mut statutes = Vec::new();
    for (ix, file) in files.iter().enumerate() {
        let places = lists.set(&ListName::Statute(ix));
        for right in file.rights.iter().filter(|right| matters(draft, right)) {
            statutes.push(Statute {
                id: StatuteId::parse(right.id.as_str()).ok()?,
                right: right.right,
                places,
                minimum: right.minimum,
                limit: right.within.as_ref().and_then(|within| parse_limit(within.as_str()).ok()),
                as_of: Day::parse(file.as_of.as_str()).ok()?,
                source: right.source.value.clone(),
            });
        }
    }
    Some(statutes)
}

/// Whether a topic of the policy uses the right.
pub(super) fn matters(draft: &PolicyDraft, right: &RightDraft) -> bool {
    draft.place_question.is_some()
        && draft.topics.iter().any(|topic| topic.right == Some(right.right))
}
