//! Room `lower`: from names and phrases to indices and regions: the thresholds that clauses mention cut each question's
//! value range, and conditions become sets of the pieces.

mod clauses;
mod cuts;
mod parts;
mod places;
mod questions;
mod regions;
mod rows;
mod statutes;
mod texts;
mod when;

use crate::draft::{PolicyDraft, StatuteDraft};
use crate::finding::Report;
use recourse::policy::PolicyParts;

pub(crate) use rows::rows;
pub(crate) use statutes::check as check_statutes;
pub(crate) use texts::texts;

/// The conditions of every clause, read.
#[derive(Debug)]
pub(crate) struct Conditions(Vec<when::When>);

/// Reads every condition: questions, phrases, groups.
pub(crate) fn conditions(draft: &PolicyDraft, report: &mut Report<'_>) -> Conditions {
    let conditions =
        Conditions(draft.clauses().map(|clause| when::resolve(draft, &clause.when, report)).collect());
    cuts::check_order(draft, &conditions.0, report);
    conditions
}

/// Turns a draft without errors into the parts of a policy. `None` where a question has too many regions.
pub(crate) fn policy(
    draft: &PolicyDraft,
    conditions: &Conditions,
    statutes: &[StatuteDraft],
    words: [u8; 32],
    report: &mut Report<'_>,
) -> Option<PolicyParts> {
    let before = report.found.len();
    let lists = places::lists(draft, &conditions.0, statutes);
    let questions = questions::build(draft, &conditions.0, &lists, report);
    if report.found.len() > before {
        return None;
    }
    let scope = regions::Scope { questions: &questions, lists: &lists };
    let whens: Vec<_> = conditions.0.iter().map(|when| when::lower(when, &scope)).collect();
    let clauses = clauses::build(draft, whens)?;
    let statutes = statutes::build(draft, statutes, &scope)?;
    parts::build(draft, questions, clauses, statutes, words)
}
