//! Module `lower`: builds the parts of a policy.

use super::clauses::Clauses;
use super::questions::question_index;
use crate::draft::{PolicyDraft, Spanned, TopicDraft};
use recourse::clause::{Contact, Proof, Statute, Step, Timer, Topic};
use recourse::policy::PolicyParts;
use recourse::question::Question;
use recourse::types::{
    Currency, Day, Language, NoteId, ProofId, RemedyId, StepId, StoreId, TimerId, TopicId,
};

pub(super) fn build(
    draft: &PolicyDraft,
    questions: Vec<Question>,
    (exclusions, allowances): Clauses,
    statutes: Vec<Statute>,
    texts_hash: [u8; 32],
) -> Option<PolicyParts> {
    Some(PolicyParts {
        store: StoreId::parse(draft.store.as_str()).ok()?,
        name: draft.name.value.clone(),
        language: Language::parse(draft.language.as_str())?,
        timezone: draft.timezone.value.clone(),
        currency: Currency::parse(draft.currency.as_str()).ok()?,
        as_of: Day::parse(draft.as_of.as_str()).ok()?,
        contact: contact(draft),
        place_question: draft.place_question.as_ref().and_then(|name| question_index(draft, name)),
        delivery_question: draft
            .delivery_question
            .as_ref()
            .and_then(|name| question_index(draft, name)),
        questions,
        topics: draft.topics.iter().map(topic).collect::<Option<_>>()?,
        remedies: ids(draft.remedies.iter().map(|part| &part.id), RemedyId::parse)?,
        proofs: proofs(draft)?,
        steps: steps(draft)?,
        notes: ids(draft.notes.iter().map(|part| &part.id), NoteId::parse)?,
        timers: timers(draft)?,
        exclusions,
        allowances,
        statutes,
        texts_hash,
    })
}

fn ids<'a, T, E>(
    list: impl Iterator<Item = &'a Spanned<String>>,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Option<Vec<T>> {
    list.map(|id| parse(id.as_str()).ok()).collect()
}

fn contact(draft: &PolicyDraft) -> Contact {
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    Contact {
        email: text(&draft.contact.email),
        return_address: text(&draft.contact.return_address),
    }
}

fn topic(written: &TopicDraft) -> Option<Topic> {
    Some(Topic {
        id: TopicId::parse(written.id.as_str()).ok()?,
        kind: written.kind,
        remedies: ids(written.remedies.iter(), RemedyId::parse)?,
        right: written.right,
        notes: ids(written.notes.iter(), NoteId::parse)?,
        timers: ids(written.timers.iter(), TimerId::parse)?,
    })
}

fn proofs(draft: &PolicyDraft) -> Option<Vec<Proof>> {
    let proof = |part: &crate::draft::ProofDraft| {
        Some(Proof {
            id: ProofId::parse(part.id.as_str()).ok()?,
            kinds: part.kinds.clone(),
            need: part.need,
            count: part.count,
        })
    };
    draft.proofs.iter().map(proof).collect()
}

/// The steps. A step is available if every contact detail that it needs is set.
fn steps(draft: &PolicyDraft) -> Option<Vec<Step>> {
    let is_set = |need: &Spanned<String>| draft.contact.keys().contains(&(need.as_str(), true));
    let step = |part: &crate::draft::StepDraft| {
        Some(Step {
            id: StepId::parse(part.id.as_str()).ok()?,
            available: part.needs.iter().all(is_set),
        })
    };
    draft.steps.iter().map(step).collect()
}

fn timers(draft: &PolicyDraft) -> Option<Vec<Timer>> {
    let timer = |part: &crate::draft::TimerDraft| {
        Some(Timer { id: TimerId::parse(part.id.as_str()).ok()?, hours: part.hours })
    };
    draft.timers.iter().map(timer).collect()
}
