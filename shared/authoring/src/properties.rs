//! Module `properties`: proves the properties of a policy over all of its cases; every failure
//! comes with an example shopper. One property per file.

mod boundary;
mod caught;
mod condition;
mod dead;
mod deadline;
mod earlier;
mod gap;
mod granted;
mod idle;
mod leaf;
mod order;
mod overlap;
mod posting;
mod promise;
mod refused;
mod terms;
mod unknown;
mod unsure;

pub(crate) use boundary::boundaries_of;
pub use boundary::{Boundary, Edge, boundaries};
pub(crate) use idle::tested;
pub(crate) use leaf::{cites, deciding_clauses};

use crate::cases::Cases;
use crate::draft::PolicyDraft;
use crate::finding::Report;
use crate::lower::Lowered;

/// Checks the properties of a policy that was built from the draft.
pub(crate) fn check(
    cases: &mut Cases<'_>,
    draft: &PolicyDraft,
    lowered: &Lowered,
    report: &mut Report<'_>,
) {
    gap::check(cases, draft, report);
    caught::check(cases, draft, report);
    dead::check(cases, draft, report);
    overlap::check(cases, draft, report);
    idle::check(cases.policy, draft, report);
    granted::check(cases, draft, report);
    terms::check(cases.policy, draft, report);
    posting::check(cases, draft, report);
    earlier::check(cases, draft, report);
    let unknown = unknown::unknown_pairs(cases);
    unsure::check(cases, draft, &unknown, report);
    refused::check(cases, draft, &unknown, report);
    order::check(cases, draft, report);
    boundary::check(cases, draft, report);
    deadline::check(cases, draft, report);
    promise::check(cases, draft, &lowered.promises, report);
    condition::check(cases, draft, &lowered.alternatives, report);
}
