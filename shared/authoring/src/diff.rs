//! Module `diff`: compares two versions of a policy case by case: which shoppers get less, more or
//! another explanation. It lowers both versions to the same cases, compares them and describes the
//! changes. It never judges which version is right.

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

/// The differences between two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Groups of cases with another outcome, strictest first.
    pub changes: Vec<Change>,
    /// Named parts and texts that were added, removed or changed, such as `proof.video: changed`.
    pub parts: Vec<String>,
    /// The number of cases compared.
    pub cases: u128,
}

/// Compares two versions of a shop's policy. The example shoppers ask on the newer version's
/// `today`. With `orders_before`, a change is retroactive if it is stricter for a shopper whose
/// dates are all before that day.
///
/// # Errors
/// The findings of a version that does not compile, or of two versions that cannot be compared.
pub fn diff(
    older: &PolicyFiles,
    newer: &PolicyFiles,
    orders_before: Option<Day>,
) -> Result<Diff, Vec<Finding>> {
    let (before, after) = (crate::compile(older)?, crate::compile(newer)?);
    diff_compiled((older, &before), (newer, &after), orders_before)
}

/// [`diff`] for versions that are already compiled.
///
/// # Errors
/// The findings of two versions that cannot be compared.
pub fn diff_compiled(
    (older, old_compiled): (&PolicyFiles, &CompiledPolicy),
    (newer, new_compiled): (&PolicyFiles, &CompiledPolicy),
    orders_before: Option<Day>,
) -> Result<Diff, Vec<Finding>> {
    let mut report = Report::new(&newer.policy.0);
    let statutes = read_statutes(newer);
    let [Some(before), Some(after)] =
        [older, newer].map(|files| read_policy(&files.policy.1, &mut report))
    else {
        return Err(report.found);
    };
    let policies = merge::merge(&before, &after, &mut report)
        .and_then(|pair| build(&pair, &statutes, &mut report));
    let [old, new] = match policies {
        Some(policies) if !has_errors(&report.found) => policies,
        _ => return Err(report.found),
    };
    let today = newer.today.unwrap_or(new.parts().as_of);
    let texts = new_compiled.texts.get(&new.parts().language).cloned().unwrap_or_default();
    let (mut changes, cases) = compare::compare([&old, &new], &texts, today, orders_before);
    changes.sort_by_key(|change| (change.direction, std::cmp::Reverse(change.cases)));
    let parts = parts::compare([&before, &after], [old_compiled, new_compiled]);
    Ok(Diff { changes, parts, cases })
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
