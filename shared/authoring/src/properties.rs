//! Room `properties`: what is proved of a policy by looking at every case, each failure with a witness. One per file.

mod dead;
mod gap;
mod idle;
mod overlap;
mod posting;
mod terms;

pub(crate) use idle::tested;

use crate::draft::PolicyDraft;
use crate::finding::Report;
use recourse::policy::Policy;

/// Checks a policy that was made from the draft.
pub(crate) fn check(policy: &Policy, draft: &PolicyDraft, report: &mut Report<'_>) {
    gap::check(policy, draft, report);
    dead::check(policy, draft, report);
    overlap::check(policy, draft, report);
    idle::check(policy, draft, report);
    terms::check(policy, draft, report);
    posting::check(policy, draft, report);
}
