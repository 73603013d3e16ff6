//! Module `properties`: what is proved of a policy by looking at every case, each failure with one
//! shopper. One per file.

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
pub(crate) use leaf::{cites, deciding};

use crate::cases::Cases;
use crate::draft::PolicyDraft;
use crate::finding::Report;
use crate::lower::Lowered;

/// Checks a policy that was made from the draft.
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
