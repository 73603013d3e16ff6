//! Room `lower`: which part of a policy cites which row of the acceptance list.

use crate::draft::{At, PolicyDraft};
use std::collections::BTreeMap;

/// Row to the parts that cite it, such as `clause.doa-3-days`.
pub(crate) fn rows(draft: &PolicyDraft) -> BTreeMap<String, Vec<String>> {
    let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut cite = |part: &str, id: &At<String>, cited: &[At<String>]| {
        for row in cited {
            rows.entry(row.value.clone()).or_default().push(format!("{part}.{}", id.value));
        }
    };
    draft.questions.iter().for_each(|part| cite("question", &part.id, &part.rows));
    draft.topics.iter().for_each(|part| cite("topic", &part.id, &part.rows));
    draft.remedies.iter().for_each(|part| cite("remedy", &part.id, &part.rows));
    draft.proofs.iter().for_each(|part| cite("proof", &part.id, &part.rows));
    draft.steps.iter().for_each(|part| cite("step", &part.id, &part.rows));
    draft.notes.iter().for_each(|part| cite("note", &part.id, &part.rows));
    draft.timers.iter().for_each(|part| cite("timer", &part.id, &part.rows));
    draft.promises.iter().for_each(|part| cite("promise", &part.id, &part.rows));
    draft.clauses().for_each(|part| cite("clause", &part.id, &part.rows));
    rows
}
