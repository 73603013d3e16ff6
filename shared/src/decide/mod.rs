//! Module `decide`: what a policy says of a situation: per remedy a verdict with its terms, the clauses cited, the days,
//! and what would change it. Pure: the same policy and situation give the same bytes everywhere.

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
    Decision, NearestChange, Period, RemedyDecision, Status, StatuteNotice, first_steps, is_common,
};
pub(crate) use open::Open;

use crate::clause::Verdict;
use crate::diagram::Ruling;
use crate::policy::Policy;
use crate::question::Situation;

/// Decides a situation. Where answers that still matter are missing, the decision's status is `ask` and names the next
/// question; else every completion of the facts agrees with what is decided: verdicts, clauses, first and last days.
///
/// A topic that the policy does not have is answered by an empty decision; callers that take a topic from a stranger
/// check it with [`Policy::topic`] first.
#[must_use]
pub fn decide(policy: &Policy, situation: &Situation) -> Decision {
    decide_or_ask(policy, situation).unwrap_or_else(|open| assemble::ask(policy, &open))
}

/// The same, where the next question is wanted and not a whole decision that names it.
pub(crate) fn decide_or_ask(policy: &Policy, situation: &Situation) -> Result<Decision, Open> {
    let Situation { topic, facts, today } = situation;
    let Some(judgement) = judge::Judgement::of(policy, topic, facts, *today) else {
        return Ok(empty(policy));
    };
    let validities = open::validities(&judgement)?;
    Ok(assemble::decided(&judgement, situation, &validities))
}

/// What the shop's policy itself says, whatever the law adds: its days are counted by this.
fn policy_verdict(ruling: Ruling) -> Verdict {
    match ruling {
        Ruling::Statute { .. } => Verdict::Refused,
        other => verdict_of(other),
    }
}

/// What a ruling says of its remedy.
fn verdict_of(ruling: Ruling) -> Verdict {
    match ruling {
        // No clause speaks: such a policy does not compile, and if one is forced in, a person decides.
        Ruling::Gap => Verdict::AskSupport,
        // The strongest exclusion that applies.
        Ruling::Excluded(verdict) => verdict,
        // The first allowance that holds.
        Ruling::Allowed { verdict, .. } => verdict,
        // The policy refuses, the law may give more: a person decides.
        Ruling::Statute { .. } => Verdict::AskSupport,
    }
}

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
