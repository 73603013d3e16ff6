//! Module `lower`: converts names and phrases to indices and regions. The thresholds in clauses
//! divide each question's range of values, and conditions become sets of the resulting regions.

mod calendar;
mod clauses;
mod cuts;
mod parts;
mod places;
mod questions;
mod regions;
mod requirements;
mod statutes;
mod texts;
mod when;

use crate::draft::{PolicyDraft, StatuteDraft};
use crate::finding::{Report, Span, has_errors};
use recourse::clause::Condition;
use recourse::policy::PolicyParts;
use recourse::types::Day;

pub(crate) use requirements::requirements;
pub(crate) use statutes::check as check_statutes;
pub(crate) use texts::texts;

/// The resolved conditions of every clause and every promise.
#[derive(Debug)]
pub(crate) struct Conditions(Vec<when::When>);

/// The parts of a policy, and what only its checks need.
#[derive(Debug)]
pub(crate) struct Lowered {
    pub(crate) parts: PolicyParts,
    /// The conditions of the promises, in order.
    pub(crate) promises: Vec<Condition>,
    /// Conditions with a part left out, to check that each part matters.
    pub(crate) alternatives: Vec<Alternative>,
}

/// A clause's condition with one part left out.
#[derive(Debug)]
pub(crate) struct Alternative {
    /// The clause, by its index in the policy.
    pub(crate) clause: usize,
    /// The location of the part that is left out.
    pub(crate) span: Span,
    /// The condition without the part.
    pub(crate) without: Condition,
    /// The condition with and without the part, reduced to one alternative of each `any` around it.
    pub(crate) alone: [Condition; 2],
}

/// Resolves every condition: questions, phrases, place groups. `today` is the day on which lists of
/// days must still be current.
pub(crate) fn conditions(
    draft: &PolicyDraft,
    today: Option<Day>,
    report: &mut Report<'_>,
) -> Conditions {
    let conditions =
        Conditions(draft.conditions().map(|when| when::resolve(draft, when, report)).collect());
    cuts::check_order(draft, &conditions.0, report);
    calendar::check(draft, &conditions.0, today, report);
    conditions
}

/// Lowers a draft without errors to the parts of a policy. `None` if a question has too many
/// regions.
pub(crate) fn policy(
    draft: &PolicyDraft,
    conditions: &Conditions,
    statutes: &[StatuteDraft],
    texts_hash: [u8; 32],
    report: &mut Report<'_>,
) -> Option<Lowered> {
    let before = report.found.len();
    let lists = places::lists(draft, &conditions.0, statutes);
    places::check(draft, &lists, report);
    let questions = questions::build(draft, &conditions.0, &lists, statutes, report);
    if has_errors(report.found.get(before..).unwrap_or_default()) {
        return None;
    }
    let scope = regions::Scope { questions: &questions, lists: &lists };
    let mut whens: Vec<_> = conditions.0.iter().map(|when| when::lower(when, &scope)).collect();
    let promises = whens.split_off(draft.clauses().count().min(whens.len()));
    let clauses = clauses::build(draft, whens)?;
    let alternatives = alternatives(draft, conditions, &scope);
    let statutes = statutes::build(draft, statutes, &scope)?;
    Some(Lowered {
        parts: parts::build(draft, questions, clauses, statutes, texts_hash)?,
        promises,
        alternatives,
    })
}

fn alternatives(
    draft: &PolicyDraft,
    conditions: &Conditions,
    scope: &regions::Scope<'_>,
) -> Vec<Alternative> {
    let clauses = conditions.0.iter().take(draft.clauses().count()).enumerate();
    clauses
        .flat_map(|(clause, when)| {
            when.without_parts().into_iter().map(move |left_out| Alternative {
                clause,
                span: left_out.span,
                without: when::lower(&left_out.without, scope),
                alone: left_out.alone.map(|when| when::lower(&when, scope)),
            })
        })
        .collect()
}

/// Lowers two versions of a policy over the same questions, whose regions are divided by the
/// thresholds of both, so that their cases can be compared one by one. `None` if one of them cannot
/// be built.
pub(crate) fn pair(
    versions: [&PolicyDraft; 2],
    statutes: &[StatuteDraft],
    report: &mut Report<'_>,
) -> Option<[PolicyParts; 2]> {
    let whens = versions.map(|draft| conditions(draft, None, report).0);
    let all: Vec<_> = whens.iter().flatten().cloned().collect();
    let [_, newer] = versions;
    let lists = places::lists(newer, &all, statutes);
    let questions = questions::build(newer, &all, &lists, statutes, report);
    let scope = regions::Scope { questions: &questions, lists: &lists };
    let build = |draft: &PolicyDraft, whens: &[when::When]| {
        let lowered = whens.iter().map(|when| when::lower(when, &scope)).collect();
        let clauses = clauses::build(draft, lowered)?;
        parts::build(
            draft,
            questions.clone(),
            clauses,
            statutes::build(draft, statutes, &scope)?,
            [0; 32],
        )
    };
    let ([older, newer], [before, after]) = (versions, &whens);
    Some([build(older, before)?, build(newer, after)?])
}
