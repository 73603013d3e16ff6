//! Room `decide`: from rulings to the answer: verdict, clauses, terms, days. One table, written once.

use super::judge::Judgement;
use super::open::Open;
use super::period::Period;
use super::{Decision, RemedyDecision, Status, StatuteNotice, nearest, verdict_of};
use crate::clause::{Clause, Statute, Verdict};
use crate::diagram::Ruling;
use crate::policy::Policy;
use crate::question::{Answer, Situation};
use crate::region::RegionSet;
use crate::truth::Truth;
use crate::words::{Day, RemedyId, StepId};
use alloc::vec::Vec;

pub(super) fn ask(policy: &Policy, open: &Open) -> Decision {
    Decision {
        policy: policy.hash().into(),
        status: Status::Ask,
        question: Some(open.question.clone()),
        at_most: Some(open.at_most),
        remedies: Vec::new(),
        nearest_change: None,
    }
}

pub(super) fn decided(judgement: &Judgement<'_>, situation: &Situation, periods: &[Period]) -> Decision {
    let each = judgement.topic.remedies.iter().zip(periods).enumerate();
    let remedies: Vec<RemedyDecision> =
        each.map(|(ix, (remedy, period))| of_remedy(judgement, ix, remedy, *period)).collect();
    let nearest_change = nearest::find(judgement, situation, &remedies);
    Decision {
        policy: judgement.policy.hash().into(),
        status: Status::Decided,
        question: None,
        at_most: None,
        remedies,
        nearest_change,
    }
}

fn of_remedy(judgement: &Judgement<'_>, ix: usize, remedy: &RemedyId, period: Period) -> RemedyDecision {
    let ruling = judgement.ruling(ix).unwrap_or(Ruling::Gap);
    let verdict = verdict_of(ruling);
    let clauses = cited(judgement, remedy, ruling);
    let allowed = matches!(ruling, Ruling::Allowed { .. });
    let terms = clauses.first().filter(|_| allowed).map(|clause| &clause.terms);
    RemedyDecision {
        remedy: remedy.clone(),
        verdict,
        clauses: clauses.iter().map(|clause| clause.id.clone()).collect(),
        statutes: if verdict == Verdict::Granted { Vec::new() } else { notices(judgement) },
        pays: terms.and_then(|terms| terms.pays),
        cap: terms.and_then(|terms| terms.cap),
        proofs: terms.map(|terms| terms.proofs.clone()).unwrap_or_default(),
        steps: steps(judgement.policy, &clauses),
        first_day: period.first_day,
        last_day: period.last_day,
        last_day_at_least: period.last_day_at_least,
        terms_last_day: period.terms_last_day,
        readings: clauses.iter().filter_map(|clause| clause.reading.clone()).collect(),
    }
}

fn cited<'a>(judgement: &Judgement<'a>, remedy: &RemedyId, ruling: Ruling) -> Vec<&'a Clause> {
    let allowance =
        |clause: u16| judgement.policy.parts().allowances.get(usize::from(clause)).into_iter().collect();
    match ruling {
        Ruling::Gap => Vec::new(),
        Ruling::Excluded(verdict) => judgement.exclusions(remedy, verdict, Truth::Yes).collect(),
        Ruling::Allowed { clause, .. } | Ruling::Statute { clause: Some(clause) } => allowance(clause),
        Ruling::Statute { clause: None } => {
            judgement.exclusions(remedy, Verdict::Refused, Truth::Yes).collect()
        }
    }
}

fn steps(policy: &Policy, clauses: &[&Clause]) -> Vec<StepId> {
    let mut steps: Vec<StepId> = Vec::new();
    for step in clauses.iter().flat_map(|clause| &clause.terms.steps) {
        if !steps.contains(step) && policy.step(step).is_some_and(|step| step.available) {
            steps.push(step.clone());
        }
    }
    steps
}

fn notices(judgement: &Judgement<'_>) -> Vec<StatuteNotice> {
    let parts = judgement.policy.parts();
    let place = parts
        .place
        .and_then(|ix| judgement.possible().get(usize::from(ix)))
        .copied()
        .unwrap_or(RegionSet::EMPTY);
    let applies = |statute: &&Statute| {
        Some(statute.right) == judgement.topic.right
            && !place.is_empty()
            && place.without(statute.places).is_empty()
    };
    let notice = |statute: &Statute| StatuteNotice {
        statute: statute.id.clone(),
        last_day: statute.limit.zip(possession(judgement)).map(|(limit, day)| limit.last_day(day)),
    };
    parts.statutes.iter().filter(applies).map(notice).collect()
}

fn possession(judgement: &Judgement<'_>) -> Option<Day> {
    let ix = judgement.policy.parts().possession?;
    let question = judgement.policy.questions().get(usize::from(ix))?;
    judgement.facts.get(&question.id).and_then(Answer::day)
}
