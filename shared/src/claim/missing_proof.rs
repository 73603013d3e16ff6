//! Module `claim`: missing proofs. A claim without a required proof is accepted, because some
//! shoppers have no photo; support decides then.

use crate::clause::{Need, Proof};
use crate::policy::Policy;
use crate::types::ProofId;

/// Whether a required proof is missing. A proof that accepts only text may be in the note.
pub fn is_missing_required_proof<'a>(
    policy: &Policy,
    requested: impl IntoIterator<Item = &'a ProofId>,
    note: &str,
    is_ready: &dyn Fn(&ProofId) -> bool,
) -> bool {
    let is_in_note = |proof: &Proof| proof.is_written() && !note.trim().is_empty();
    let is_needed = |proof: &Proof| proof.need == Need::Required && !is_in_note(proof);
    requested.into_iter().any(|id| policy.proof(id).is_some_and(is_needed) && !is_ready(id))
}
