//! A transcript: one line per case, in the order of the corpus. Two runtimes agree if their
//! transcripts have the same bytes. The blessed transcripts beside the cases leave the policy's
//! hash out, so a new sentence does not change every decision.

use crate::{Case, Outcome};

/// The line of a case.
#[must_use]
pub fn line(case: &Case, outcome: &Outcome) -> String {
    let id = serde_json::to_string(&case.id()).unwrap_or_default();
    match outcome {
        Outcome::Decided { decision } => format!("{{\"case\":{id},\"decision\":{decision}}}\n"),
        Outcome::Refused { error, question } => {
            format!("{{\"case\":{id},\"error\":\"{error}\",\"question\":\"{question}\"}}\n")
        }
    }
}

/// The line of a case in a blessed transcript.
#[must_use]
pub fn blessed_line(case: &Case, outcome: &Outcome) -> String {
    let Outcome::Decided { decision } = outcome else { return line(case, outcome) };
    let without_hash = decision
        .strip_prefix("{\"policy\":\"")
        .and_then(|rest| rest.split_once("\","))
        .map_or_else(|| decision.clone(), |(_, rest)| format!("{{{rest}"));
    line(case, &Outcome::Decided { decision: without_hash })
}
