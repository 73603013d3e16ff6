//! Module `lower`: which parts of a policy cite which requirement.

use crate::draft::{PolicyDraft, Spanned};
use std::collections::BTreeMap;

/// From each requirement to the parts that cite it, such as `clause.doa-3-days`.
pub(crate) fn requirements(draft: &PolicyDraft) -> BTreeMap<String, Vec<String>> {
    let mut requirements: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut cite = |part: &str, id: &Spanned<String>, cited: &[Spanned<String>]| {
        for requirement in cited {
            let citing = format!("{part}.{}", id.value);
            requirements.entry(requirement.value.clone()).or_default().push(citing);
        }
    };
    draft.questions.iter().for_each(|part| cite("question", &part.id, &part.requirements));
    draft.topics.iter().for_each(|part| cite("topic", &part.id, &part.requirements));
    draft.remedies.iter().for_each(|part| cite("remedy", &part.id, &part.requirements));
    draft.proofs.iter().for_each(|part| cite("proof", &part.id, &part.requirements));
    draft.steps.iter().for_each(|part| cite("step", &part.id, &part.requirements));
    draft.notes.iter().for_each(|part| cite("note", &part.id, &part.requirements));
    draft.timers.iter().for_each(|part| cite("timer", &part.id, &part.requirements));
    draft.promises.iter().for_each(|part| cite("promise", &part.id, &part.requirements));
    draft.clauses().for_each(|part| cite("clause", &part.id, &part.requirements));
    requirements
}
