//! Module `claim`: admission. The decision is made again from the answers; no conclusion of the
//! browser is used.

use super::{NOTE_CHARS_MAX, Refusal, Submission, contact, items};
use crate::clause::{Topic, TopicKind, Verdict};
use crate::decide::{Decision, RemedyDecision, Status, decide};
use crate::policy::Policy;
use crate::question::{Facts, Situation};
use crate::types::{Day, RemedyId, TimerId, TopicId};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// An accepted submission, with its decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    /// The topic of the request.
    pub topic: TopicId,
    /// The kind of request.
    pub kind: TopicKind,
    /// The remedy that is requested.
    pub remedy: RemedyId,
    /// The verdict on that remedy: granted or ask_support.
    pub verdict: Verdict,
    /// The decision on all remedies.
    pub decision: Decision,
    /// Service levels that start now, with their hours.
    pub due_hours: Vec<(TimerId, u16)>,
}

/// Checks a submission and decides it as of `today`.
///
/// # Errors
/// The first [`Refusal`], in this order: policy, topic, facts, completeness, remedy, proofs, items,
/// contact, note.
pub fn admit(policy: &Policy, submission: &Submission, today: Day) -> Result<Admitted, Refusal> {
    if submission.policy != policy.hash() {
        return Err(Refusal::new(
            "stale_policy",
            "policy",
            "the policy has changed since; load it again",
        ));
    }
    let topic = topic_of(policy, submission)?;
    let decision = decide_again(policy, topic, submission, today)?;
    let remedy = claimable_remedy(&decision, submission)?;
    check_proofs(policy, submission)?;
    items::check(&submission.items)?;
    contact::check(&submission.contact)?;
    if submission.note.chars().count() > NOTE_CHARS_MAX {
        return Err(Refusal::new("too_long", "note", "a note has at most 2000 characters"));
    }
    Ok(Admitted {
        topic: topic.id.clone(),
        kind: topic.kind,
        remedy: remedy.remedy.clone(),
        verdict: remedy.verdict,
        due_hours: due_hours(policy, topic),
        decision,
    })
}

/// The topic of a submission; a topic of an inquiry accepts no claim.
fn topic_of<'a>(policy: &'a Policy, submission: &Submission) -> Result<&'a Topic, Refusal> {
    let missing = || Refusal::new("no_such_topic", "topic", "this policy has no such topic");
    let id = TopicId::parse(&submission.topic).map_err(|_| missing())?;
    let topic = policy.topic(&id).ok_or_else(missing)?;
    if topic.kind == TopicKind::Inquiry {
        return Err(Refusal::new(
            "no_claim_in_topic",
            "topic",
            "this topic answers a question and takes no claim",
        ));
    }
    Ok(topic)
}

fn decide_again(
    policy: &Policy,
    topic: &Topic,
    submission: &Submission,
    today: Day,
) -> Result<Decision, Refusal> {
    let texts =
        submission.facts.iter().map(|(question, answer)| (question.as_str(), answer.as_str()));
    let facts = Facts::parse(policy.questions(), texts, today)?;
    let decision = decide(policy, &Situation { topic: topic.id.clone(), facts, today });
    match (decision.status, &decision.question) {
        (Status::Ask, Some(question)) => Err(Refusal::new(
            "unanswered",
            &format!("facts.{question}"),
            "this question can still change the decision",
        )),
        _ => Ok(decision),
    }
}

/// The requested remedy, if a claim can be made for it.
fn claimable_remedy<'a>(
    decision: &'a Decision,
    submission: &Submission,
) -> Result<&'a RemedyDecision, Refusal> {
    let found = decision.remedies.iter().find(|remedy| remedy.remedy.as_str() == submission.remedy);
    let remedy = found.ok_or_else(|| {
        Refusal::new("no_such_remedy", "remedy", "this topic decides no such remedy")
    })?;
    match remedy.verdict {
        Verdict::Granted | Verdict::AskSupport => Ok(remedy),
        Verdict::NotYet => {
            Err(Refusal::new("remedy_not_yet", "remedy", "this remedy cannot be asked for yet"))
        }
        Verdict::Refused => Err(Refusal::new(
            "remedy_refused",
            "remedy",
            "the policy does not give this remedy here",
        )),
    }
}

fn check_proofs(policy: &Policy, submission: &Submission) -> Result<(), Refusal> {
    let is_known = |id: &String| policy.parts().proofs.iter().any(|proof| proof.id.as_str() == id);
    let refusal =
        |field| Refusal::new("no_such_proof", field, "this policy asks for no such proof");
    if !submission.proofs.iter().all(is_known) {
        return Err(refusal("proofs"));
    }
    if !submission.photos.iter().all(|photo| is_known(&photo.proof)) {
        return Err(refusal("photos"));
    }
    Ok(())
}

fn due_hours(policy: &Policy, topic: &Topic) -> Vec<(TimerId, u16)> {
    topic
        .timers
        .iter()
        .filter_map(|id| policy.timer(id))
        .map(|timer| (timer.id.clone(), timer.hours))
        .collect()
}
