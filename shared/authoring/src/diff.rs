//! Module `diff`: two versions of a policy, case by case: which shoppers get less, more, or another
//! explanation. What may come in: bringing both to the same cases, comparing them, and telling of
//! it. It never judges which is right.

mod compare;
mod merge;
mod outcome;
mod parts;

pub use outcome::{Change, Direction, Outcome};

use crate::compile::CompiledPolicy;
use crate::draft::{PolicyDraft, StatuteDraft, read_policy, read_statute};
use crate::files::PolicyFiles;
use crate::finding::{Finding, Report, has_errors};
use crate::lower;
use recourse::policy::Policy;
use recourse::types::Day;
use serde::Serialize;

/// What became different from one version to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Groups of cases that come out otherwise, strictest first.
    pub changes: Vec<Change>,
    /// Named parts that were added, taken out or changed, such as `proof.video: changed`; texts
    /// among them.
    pub parts: Vec<String>,
    /// Cases compared.
    pub cases: u128,
}

/// Compares two versions of a shop's policy. Shoppers of examples ask on the newer version's
/// `today`; with `orders_before`, a change is retroactive where it hurts somebody whose dates all
/// lie before that day.
///
/// # Errors
/// The findings of a version that does not compile, or of two that cannot be brought together.
pub fn diff(
    older: &PolicyFiles,
    newer: &PolicyFiles,
    orders_before: Option<Day>,
) -> Result<Diff, Vec<Finding>> {
    let (before, after) = (crate::compile(older)?, crate::compile(newer)?);
    diff_compiled((older, &before), (newer, &after), orders_before)
}

/// The same for two versions that are compiled already.
///
/// # Errors
/// The findings of two versions that cannot be brought together.
pub fn diff_compiled(
    (older, old_bundle): (&PolicyFiles, &CompiledPolicy),
    (newer, bundle): (&PolicyFiles, &CompiledPolicy),
    orders_before: Option<Day>,
) -> Result<Diff, Vec<Finding>> {
    let mut report = Report::new(&newer.policy.0);
    let statutes = read_statutes(newer);
    let [Some(before), Some(after)] =
        [older, newer].map(|files| read_policy(&files.policy.1, &mut report))
    else {
        return Err(report.found);
    };
    let merged = merge::merge(&before, &after, &mut report);
    let policies = merged.as_ref().and_then(|pair| build(pair, &statutes, &mut report));
    let Some([old, new]) = policies.filter(|_| !has_errors(&report.found)) else {
        return Err(report.found);
    };
    let today = newer.today.unwrap_or(new.parts().as_of);
    let texts = bundle.texts.get(&new.parts().language).cloned().unwrap_or_default();
    let (mut changes, cases) = compare::compare([&old, &new], &texts, today, orders_before);
    changes.sort_by_key(|change| (change.direction, std::cmp::Reverse(change.cases)));
    Ok(Diff { changes, parts: parts::compare([&before, &after], [old_bundle, bundle]), cases })
}

fn read_statutes(files: &PolicyFiles) -> Vec<StatuteDraft> {
    let read = |(name, text): &(String, String)| read_statute(text, &mut Report::new(name));
    files.statutes.iter().filter_map(read).collect()
}

fn build(
    [before, after]: &[PolicyDraft; 2],
    statutes: &[StatuteDraft],
    report: &mut Report<'_>,
) -> Option<[Policy; 2]> {
    let [old, new] = lower::pair([before, after], statutes, report)?;
    match (Policy::new(old), Policy::new(new)) {
        (Ok(old), Ok(new)) => Some([old, new]),
        (Err(error), _) | (_, Err(error)) => {
            report.add(Finding::error(
                "too-large",
                &after.store.span,
                format!("both together: {error}"),
            ));
            None
        }
    }
}
