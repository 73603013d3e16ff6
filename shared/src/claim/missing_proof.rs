//! Module `claim`: what a request lacks. It is taken all the same: some have no photo to give, and then a person decides.

use crate::clause::{Need, Proof};
use crate::policy::Policy;
use crate::types::ProofId;

/// Whether one of the proofs that are asked for is not there and the shop cannot do without it. What is to be written may stand in the
/// note.
pub fn is_missing_required_proof<'a>(
    policy: &Policy,
    asked: impl IntoIterator<Item = &'a ProofId>,
    note: &str,
    is_ready: &dyn Fn(&ProofId) -> bool,
) -> bool {
    let written = |proof: &Proof| proof.is_written() && !note.trim().is_empty();
    let needed = |proof: &Proof| proof.need == Need::Required && !written(proof);
    asked.into_iter().any(|id| policy.proof(id).is_some_and(needed) && !is_ready(id))
}
