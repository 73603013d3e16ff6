//! Module `lower`: clauses with their topics and remedies listed.

use crate::draft::{ClauseDraft, Phase, PolicyDraft, Spanned};
use recourse::clause::{Clause, Condition, Terms};
use recourse::types::{Amount, ClauseId, ProofId, RemedyId, StepId, TopicId};

/// The exclusions and the allowances.
pub(super) type Clauses = (Vec<Clause>, Vec<Clause>);

/// Builds the clauses; `whens` are their conditions, exclusions first.
pub(super) fn build(draft: &PolicyDraft, whens: Vec<Condition>) -> Option<Clauses> {
    let (mut exclusions, mut allowances) = (Vec::new(), Vec::new());
    for (written, when) in draft.clauses().zip(whens) {
        let clause = clause(draft, written, when)?;
        match written.phase {
            Phase::Exclude => exclusions.push(clause),
            Phase::Allow => allowances.push(clause),
        }
    }
    Some((exclusions, allowances))
}

fn clause(draft: &PolicyDraft, written: &ClauseDraft, when: Condition) -> Option<Clause> {
    let topics = topics(draft, written);
    let remedies = remedies(draft, written, &topics);
    Some(Clause {
        id: ClauseId::parse(written.id.as_str()).ok()?,
        remedies: remedies.iter().filter_map(|id| RemedyId::parse(id).ok()).collect(),
        topics: topics.iter().filter_map(|id| TopicId::parse(id).ok()).collect(),
        when,
        verdict: written.verdict,
        terms: terms(draft, written),
        quote: text(&written.quote),
        source_lines: text(&written.source_lines),
        interpretation: text(&written.interpretation),
    })
}

fn terms(draft: &PolicyDraft, written: &ClauseDraft) -> Terms {
    let cap = |cap: &Spanned<String>| Amount::parse(cap.as_str(), draft.currency()).ok();
    let proof = |id: &Spanned<String>| ProofId::parse(id.as_str()).ok();
    let step = |id: &Spanned<String>| StepId::parse(id.as_str()).ok();
    Terms {
        pays: written.pays,
        cap: written.cap.as_ref().and_then(cap),
        proofs: written.proofs.iter().filter_map(proof).collect(),
        steps: written.steps.iter().filter_map(step).collect(),
    }
}

fn text(text: &Option<Spanned<String>>) -> Option<String> {
    text.as_ref().map(|text| text.value.clone())
}

/// The topics that the clause names, or every topic that decides one of its remedies.
fn topics<'a>(draft: &'a PolicyDraft, written: &'a ClauseDraft) -> Vec<&'a str> {
    if let Some(named) = &written.topics {
        return named.iter().map(|topic| topic.as_str()).collect();
    }
    let is_named =
        |remedy: &Spanned<String>| written.remedies.iter().any(|own| own.value == remedy.value);
    let deciding = draft.topics.iter().filter(|topic| topic.remedies.iter().any(is_named));
    deciding.map(|topic| topic.id.as_str()).collect()
}

/// The remedies that the clause names; for `["*"]` every remedy of its topics, in the order of the
/// policy.
fn remedies<'a>(draft: &'a PolicyDraft, written: &'a ClauseDraft, topics: &[&str]) -> Vec<&'a str> {
    if !written.takes_all() {
        return written.remedies.iter().map(|remedy| remedy.as_str()).collect();
    }
    let is_decided = |id: &str| {
        let mut own = draft.topics.iter().filter(|topic| topics.contains(&topic.id.as_str()));
        own.any(|topic| topic.remedies.iter().any(|remedy| remedy.as_str() == id))
    };
    draft.remedies.iter().map(|remedy| remedy.id.as_str()).filter(|id| is_decided(id)).collect()
}
