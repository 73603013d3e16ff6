//! Module `lower`: clauses with their topics and remedies spelled out.

use crate::draft::{ClauseDraft, Phase, PolicyDraft, Spanned};
use recourse::clause::{Clause, Condition, Terms};
use recourse::types::{Amount, ClauseId, ProofId, RemedyId, StepId, TopicId};

/// Exclusions and allowances.
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
        terms: Terms {
            pays: written.pays,
            cap: written
                .cap
                .as_ref()
                .and_then(|cap| Amount::parse(cap.as_str(), draft.currency()).ok()),
            proofs: written
                .proofs
                .iter()
                .filter_map(|id| ProofId::parse(id.as_str()).ok())
                .collect(),
            steps: written.steps.iter().filter_map(|id| StepId::parse(id.as_str()).ok()).collect(),
        },
        quote: text(&written.quote),
        source_lines: text(&written.source_lines),
        interpretation: text(&written.interpretation),
    })
}

fn text(text: &Option<Spanned<String>>) -> Option<String> {
    text.as_ref().map(|text| text.value.clone())
}

/// The topics named, else every topic that decides one of the remedies.
fn topics<'a>(draft: &'a PolicyDraft, written: &'a ClauseDraft) -> Vec<&'a str> {
    if let Some(named) = &written.topics {
        return named.iter().map(|topic| topic.as_str()).collect();
    }
    let speaks =
        |remedy: &Spanned<String>| written.remedies.iter().any(|mine| mine.value == remedy.value);
    let deciding = draft.topics.iter().filter(|topic| topic.remedies.iter().any(speaks));
    deciding.map(|topic| topic.id.as_str()).collect()
}

/// The remedies named; for `["*"]` every remedy of the topics, in the order of the policy.
fn remedies<'a>(draft: &'a PolicyDraft, written: &'a ClauseDraft, topics: &[&str]) -> Vec<&'a str> {
    if !written.takes_all() {
        return written.remedies.iter().map(|remedy| remedy.as_str()).collect();
    }
    let decided = |id: &str| {
        let mut mine = draft.topics.iter().filter(|topic| topics.contains(&topic.id.as_str()));
        mine.any(|topic| topic.remedies.iter().any(|remedy| remedy.as_str() == id))
    };
    draft.remedies.iter().map(|remedy| remedy.id.as_str()).filter(|id| decided(id)).collect()
}
