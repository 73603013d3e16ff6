//! Module `decide`: what a policy decides in a situation: per remedy a verdict with its terms, the
//! cited clauses and the days, and what would change the decision. Pure: the same policy and
//! situation give the same bytes everywhere.

mod assemble;
mod decision;
mod judge;
mod nearest;
mod open;
mod remaining;
mod statutes;
mod timing;
mod validity;

pub use decision::{
    Decision, NearestChange, NextStep, Period, RemedyDecision, Status, StatuteNotice, next_steps,
};
pub(crate) use open::Open;

use crate::clause::Verdict;
use crate::diagram::Ruling;
use crate::policy::Policy;
use crate::question::Situation;

/// Decides a situation. While missing answers still matter, the decision's status is `ask` and it
/// names the next question; otherwise every completion of the facts gives the same verdicts,
/// clauses, first and last days.
///
/// For a topic that the policy does not have, the decision is empty; callers check an untrusted
/// topic with [`Policy::topic`] first.
#[must_use]
pub fn decide(policy: &Policy, situation: &Situation) -> Decision {
    decide_or_ask(policy, situation).unwrap_or_else(|open| assemble::ask(policy, &open))
}

/// [`decide`], with the open question instead of a decision that asks it.
pub(crate) fn decide_or_ask(policy: &Policy, situation: &Situation) -> Result<Decision, Open> {
    let Situation { topic, facts, today } = situation;
    let Some(judgement) = judge::Judgement::of(policy, topic, facts, *today) else {
        return Ok(empty(policy));
    };
    let validities = open::validities(&judgement)?;
    Ok(assemble::decided(&judgement, situation, &validities))
}

/// The verdict of the shop's policy itself, without what the law adds; its days are computed from
/// this.
fn policy_verdict(ruling: Ruling) -> Verdict {
    match ruling {
        Ruling::Statute { .. } => Verdict::Refused,
        other => verdict_of(other),
    }
}

/// The verdict of a ruling.
fn verdict_of(ruling: Ruling) -> Verdict {
    match ruling {
        // No clause applies: such a policy does not compile. If one is decoded, support decides.
        Ruling::Gap => Verdict::AskSupport,
        // The strongest exclusion that applies.
        Ruling::Excluded(verdict) => verdict,
        // The first allowance that holds.
        Ruling::Allowed { verdict, .. } => verdict,
        // The policy refuses and the law may give more: support decides.
        Ruling::Statute { .. } => Verdict::AskSupport,
    }
}

/// The decision for a topic that the policy does not have.
fn empty(policy: &Policy) -> Decision {
    Decision {
        policy: policy.hash().into(),
        status: Status::Decided,
        question: None,
        max_remaining_questions: None,
        remedies: alloc::vec::Vec::new(),
        nearest_change: None,
    }
}
