//! Module `decide`: from rulings to the decision: verdict, clauses, terms, days.

use super::judge::Judgement;
use super::open::Open;
use super::statutes::notices;
use super::validity::Validity;
use super::{Decision, RemedyDecision, Status, nearest, verdict_of};
use crate::clause::{Clause, Step, Verdict};
use crate::diagram::Ruling;
use crate::policy::Policy;
use crate::question::Situation;
use crate::truth::Truth;
use crate::types::{RemedyId, StepId};
use alloc::vec::Vec;

/// The decision that asks the next question.
pub(super) fn ask(policy: &Policy, open: &Open) -> Decision {
    Decision {
        policy: policy.hash().into(),
        status: Status::Ask,
        question: Some(open.question.clone()),
        max_remaining_questions: Some(open.max_remaining_questions),
        remedies: Vec::new(),
        nearest_change: None,
    }
}

/// The final decision, with one verdict per remedy of the topic.
pub(super) fn decided(
    judgement: &Judgement<'_>,
    situation: &Situation,
    validities: &[Validity],
) -> Decision {
    let in_order = judgement.topic.remedies.iter().zip(validities).enumerate();
    let remedies: Vec<RemedyDecision> = in_order
        .map(|(index, (remedy, validity))| decide_remedy(judgement, index, remedy, *validity))
        .collect();
    let nearest_change = nearest::find(judgement, situation, &remedies);
    Decision {
        policy: judgement.policy.hash().into(),
        status: Status::Decided,
        question: None,
        max_remaining_questions: None,
        remedies,
        nearest_change,
    }
}

fn decide_remedy(
    judgement: &Judgement<'_>,
    index: usize,
    remedy: &RemedyId,
    validity: Validity,
) -> RemedyDecision {
    let ruling = judgement.ruling(index).unwrap_or(Ruling::Gap);
    let verdict = verdict_of(ruling);
    let clauses = cited_clauses(judgement, remedy, ruling);
    let terms = match (ruling, clauses.first()) {
        (Ruling::Allowed { .. }, Some(clause)) => Some(&clause.terms),
        _ => None,
    };
    RemedyDecision {
        remedy: remedy.clone(),
        verdict,
        clauses: clauses.iter().map(|clause| clause.id.clone()).collect(),
        statutes: if verdict == Verdict::Granted { Vec::new() } else { notices(judgement) },
        pays: terms.and_then(|terms| terms.pays),
        cap: terms.and_then(|terms| terms.cap),
        proofs: terms.map(|terms| terms.proofs.clone()).unwrap_or_default(),
        steps: available_steps(judgement.policy, &clauses),
        first_day: validity.first_day,
        last_day: validity.last_day,
        last_day_at_least: validity.last_day_at_least,
        terms_last_day: validity.terms_last_day,
        interpretations: clauses
            .iter()
            .filter_map(|clause| clause.interpretation.clone())
            .collect(),
    }
}

/// The clauses from which a ruling follows.
fn cited_clauses<'a>(
    judgement: &Judgement<'a>,
    remedy: &RemedyId,
    ruling: Ruling,
) -> Vec<&'a Clause> {
    let allowances = &judgement.policy.parts().allowances;
    match ruling {
        Ruling::Gap => Vec::new(),
        Ruling::Excluded(verdict) => judgement.exclusions(remedy, verdict, Truth::Yes).collect(),
        Ruling::Allowed { clause, .. } | Ruling::Statute { clause: Some(clause) } => {
            allowances.get(usize::from(clause)).into_iter().collect()
        }
        Ruling::Statute { clause: None } => {
            judgement.exclusions(remedy, Verdict::Refused, Truth::Yes).collect()
        }
    }
}

/// The steps of the clauses that can be shown, each once, in the order of the policy.
fn available_steps(policy: &Policy, clauses: &[&Clause]) -> Vec<StepId> {
    let is_named =
        |step: &&Step| clauses.iter().any(|clause| clause.terms.steps.contains(&step.id));
    let steps = policy.parts().steps.iter().filter(|step| step.available);
    steps.filter(is_named).map(|step| step.id.clone()).collect()
}
